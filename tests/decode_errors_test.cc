// Values that no key takes: each row is refused, with its place and a cause that helps.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "scenarios/language/decode.h"
#include "scenarios/language/verb.h"
#include "scenarios/language/words.h"
#include "tests/diagnostic_text.h"

namespace wmsim {
namespace {

struct BadRow {
  std::string yaml;
  std::string places;
  std::string says = "";
};

void ExpectRefused(ValueKind kind, const std::vector<BadRow>& rows) {
  const auto words = kind == ValueKind::kAnswers ? PromptWords : OutcomeWords;
  const KeyInfo key{"outcome", kind, "help", Presence::kOptional, words};
  for (const BadRow& row : rows) {
    SCOPED_TRACE(row.yaml);
    Diagnostics diagnostics("x.yaml");
    const auto node = ParseYaml(row.yaml, diagnostics);
    ASSERT_TRUE(node) << Lines(diagnostics);
    DecodeValue(key, *node, diagnostics);
    EXPECT_EQ(row.places, Places(diagnostics)) << Lines(diagnostics);
    EXPECT_TRUE(Says(diagnostics, row.says)) << Lines(diagnostics);
  }
}

TEST(DecodeValue, RefusesWhatIsNoText) {
  for (const ValueKind kind : {ValueKind::kText, ValueKind::kFile}) {
    ExpectRefused(kind, {{"[a]", "1:1", "found a list"}, {"{a: b}", "1:1", "found a mapping"}});
  }
  for (const ValueKind kind : {ValueKind::kTexts, ValueKind::kFiles}) {
    ExpectRefused(kind, {{"{a: b}", "1:1", "found a mapping"},
                         {"[a, [b]]", "1:5", "found a list"},
                         {"[a, {b: c}, [d]]", "1:5 1:13", "found a mapping"},
                         {"[a, ]\n", "", ""},
                         {"- a\n-\n", "2:2", "found nothing"}});
  }
}

TEST(DecodeValue, RefusesUnknownWordsWithTheLegalOnes) {
  ExpectRefused(ValueKind::kWord, {{"refusd", "1:1", "did you mean `refused`?"},
                                   {"Refused", "1:1", "did you mean `refused`?"},
                                   {"'refused '", "1:1", "did you mean `refused`?"},
                                   {"colour", "1:1", "(legal: installed, applied, changed"},
                                   {"[refused]", "1:1", "found a list"},
                                   {"{refused: 1}", "1:1", "found a mapping"},
                                   {"''", "1:1", ""}});
  ExpectRefused(ValueKind::kWords, {{"refusd", "1:1", "did you mean `refused`?"},
                                    {"[refused, instaled]", "1:11", "did you mean `installed`?"},
                                    {"[x, refused, y]", "1:2 1:14", "unknown outcome `x`"},
                                    {"{refused: 1}", "1:1", "found a mapping"}});
}

TEST(DecodeValue, RefusesWhatIsNoNumberOf32Bits) {
  std::vector<BadRow> rows{{"[1]", "1:1", "found a list"}, {"{a: 1}", "1:1", "found a mapping"}};
  for (const char* text : {"4294967296", "-1", "+1", "1.0", "1e3", "0x", "0x1FFFFFFFF", "0xG", "16 17", "1_000", "0b1",
                           "twelve", "'16'", "99999999999999999999999", "1h", "yes", "null", "~"}) {
    rows.push_back({text, "1:1", ""});
  }
  ExpectRefused(ValueKind::kNumber, rows);
}

TEST(DecodeValue, RefusesWhatIsNeitherTrueNorFalse) {
  std::vector<BadRow> rows{{"[true]", "1:1", "found a list"}, {"{true: 1}", "1:1", "found a mapping"}};
  for (const char* text : {"1", "0", "on", "off", "maybe", "t", "truee"}) rows.push_back({text, "1:1", "true"});
  ExpectRefused(ValueKind::kFlag, rows);
}

TEST(DecodeValue, RefusesWhatIsNoTime) {
  std::vector<BadRow> rows{{"[2009]", "1:1", "found a list"}};
  for (const char* text :
       {"2009-06-31T12:00:00Z", "2009-02-29T00:00:00Z", "2009-13-01T00:00:00Z", "2009-06-01T24:00:00Z",
        "2009-06-01T12:60:00Z", "2009-06-01T12:00:00", "2009-06-01T12:00:00+01:00", "2009-06-01 12:00:00", "1243857600",
        "today", "09-06-01", "0000-01-01T00:00:00Z", "-009-06-01T12:00:00Z", "2009-06-01T12:00:00Zx"}) {
    rows.push_back({text, "1:1", "2009-06-01T12:00:00Z"});
  }
  ExpectRefused(ValueKind::kTime, rows);
}

TEST(DecodeValue, RefusesPatternsThumbprintsMasksAndBytesThatAreNone) {
  ExpectRefused(ValueKind::kPattern, {{"'('", "1:1", "regular expression"},
                                      {"'[a'", "1:1", "regular expression"},
                                      {"'*'", "1:1", "regular expression"},
                                      {"'a{99999}'", "1:1", "regular expression"},
                                      {R"('(?<=a)b')", "1:1", "regular expression"},
                                      {R"('(a)\1')", "1:1", "regular expression"},
                                      {"[a]", "1:1", "found a list"}});
  ExpectRefused(ValueKind::kHashes, {{"AQI=", "1:1", "SHA-1 or MD5"},
                                     {"[AAECAwQFBgcICQoLDA0ODw==, '?']", "1:28", "SHA-1 or MD5"},
                                     {"{a: b}", "1:1", "a hash"},
                                     {"''", "1:1", "SHA-1 or MD5"}});
  ExpectRefused(ValueKind::kThumbprint, {{"31653DBADA1DE7EA0006CBF154A212EF1A6B76D", "1:1", "40"},
                                         {"31653DBADA1DE7EA0006CBF154A212EF1A6B76D60", "1:1", "40"},
                                         {"G1653DBADA1DE7EA0006CBF154A212EF1A6B76D6", "1:1", "40"},
                                         {"31:65:3D:BA:DA:1D:E7:EA:00:06:CB:F1:54:A2:12:EF:1A:6B:76:D6", "1:1", "40"},
                                         {"contoso-root.cer", "1:1", "40"}});
  ExpectRefused(ValueKind::kRoleMask, {{"USER", "1:1", "role"},
                                       {"USER_AUTH+", "1:1", "role"},
                                       {"+USER_AUTH", "1:1", "role"},
                                       {"USER_AUTH|MANAGER", "1:1", "role"},
                                       {"-1", "1:1", "role"},
                                       {"4294967296", "1:1", "role"},
                                       {"[16]", "1:1", "found a list"}});
  ExpectRefused(ValueKind::kBytes, {{"0", "1:1", "half a byte"},
                                    {"00 1", "1:1", "half a byte"},
                                    {"0g", "1:1", "hexadecimal"},
                                    {"0x01", "1:1", "hexadecimal"},
                                    {"hex:01", "1:1", "hexadecimal"},
                                    {"[01]", "1:1", "found a list"}});
}

TEST(DecodeValue, RefusesAnswersToUnknownPromptsAndUnknownAnswers) {
  ExpectRefused(ValueKind::kAnswers, {{"maybe", "1:1", "(legal: yes, no, timeout)"},
                                      {"timout", "1:1", "did you mean `timeout`?"},
                                      {"Yes", "1:1", "did you mean `yes`?"},
                                      {"true", "1:1", "(legal: yes, no, timeout)"},
                                      {"[yes]", "1:1", "found a list"},
                                      {"{certinst-confirm: maybe}", "1:20", "(legal: yes, no, timeout)"},
                                      {"{certinst-conform: yes}", "1:2", "did you mean `certinst-confirm`?"},
                                      {"{certinst-conform: maybe}", "1:2 1:20", "did you mean `certinst-confirm`?"},
                                      {"{certinst-no-permission: yes}", "1:2", "unknown prompt"},
                                      {"{certinst-confirm: [yes]}", "1:20", "found a list"}});
}

TEST(DecodeValue, RefusesPoliciesAndValuesThatAreNone) {
  ExpectRefused(ValueKind::kPolicies, {{"4102", "1:1", "{4102: 1}"},
                                       {"[4102]", "1:1", "{4102: 1}"},
                                       {"{grant-manger: 16}", "1:2", "did you mean `grant-manager`?"},
                                       {"{'4102 ': 16}", "1:2", "unknown policy"},
                                       {"{4294967296: 1}", "1:2", "unknown policy"},
                                       {"{4119: USERAUTH}", "1:8", "role names"},
                                       {"{4102: USER_AUTH}", "1:8", "4102"},
                                       {"{4102: yes}", "1:8", "4102"},
                                       {"{4102: }", "1:8", "found nothing"},
                                       {"{4102: [1]}", "1:8", "found a list"},
                                       {"{4102: -1}", "1:8", "4102"},
                                       {"{4102: 1, 0x1006: 0}", "1:11", "twice"},
                                       {"{4102: 1, unsigned-applications: 1}", "1:11", "twice"},
                                       {"{4102: x, 4119: y}", "1:8 1:17", "4102"}});
}

TEST(DecodeValue, RefusesRegistryKeysAndTreesThatAreNone) {
  for (const char* key : {R"('HKXX\A')", R"('Security\Policies')", R"('HKLM/Security')", R"('HKLM\A\\B')",
                          R"('\HKLM\A')", R"('HKLMX\A')", "''"}) {
    ExpectRefused(ValueKind::kRegistryKey, {{key, "1:1", "registry key"}});
  }
  ExpectRefused(ValueKind::kRegistryKey, {{"[a]", "1:1", "found a list"}});
  ExpectRefused(ValueKind::kRegistryTree, {{R"('HKLM\A')", "1:1", "{KEY: {NAME: DATA}}"},
                                           {R"({'HKXX\A': {}})", "1:2", "registry key"},
                                           {R"({'HKLM\A': 16})", "1:12", "{NAME: DATA}"},
                                           {R"({'HKLM\A': {x: text}})", "1:16", "number"},
                                           {R"({'HKLM\A': {x: '16'}})", "1:16", "number"},
                                           {R"({'HKLM\A': {x: {}}})", "1:16", "data"},
                                           {R"({'HKLM\A': {x: {dword: 1, string: y}}})", "1:16", "more than one"},
                                           {R"({'HKLM\A': {x: {qword: 1}}})", "1:17", "did you mean `dword`?"},
                                           {R"({'HKLM\A': {x: {dword: y}}})", "1:24", "32 bits"}});
}

TEST(DecodeValue, RefusesWhatIsNoFileTree) {
  ExpectRefused(ValueKind::kFileTree, {{"[a.txt]", "1:1", "found a list"},
                                       {"{'\\': a.txt}", "1:2", "names no file of the device"},
                                       {"{'..': a.txt}", "1:2", "names no file of the device"},
                                       {"{'\\a': [b]}", "1:8", "found a list"},
                                       {"{'\\a': }", "1:8", "found nothing"},
                                       {"{'\\a': b, '\\A': c}", "1:11", "given twice"},
                                       {"{'\\a': b, 'x/../A': c}", "1:11", "given twice"}});
}

TEST(DecodeValue, RefusesStoresThatAreNone) {
  ExpectRefused(ValueKind::kStores, {{"a.cer", "1:1", "{STORE: [FILE]}"},
                                     {"{ROOTS: [a.cer]}", "1:2", "did you mean `ROOT`?"},
                                     {"{ROOT: [{role: 1}]}", "1:9", "`file` is missing"},
                                     {"{ROOT: [{file: a.cer, roel: 1}]}", "1:23", "did you mean `role`?"},
                                     {"{ROOT: [{file: a.cer, role: x}]}", "1:29", "role"},
                                     {"{ROOT: [{file: a.cer, part: both}]}", "1:29", "(legal: system, user)"},
                                     {"{ROOT: [[a.cer]]}", "1:9", "found a list"},
                                     {"{ROOT: }", "1:8", "found nothing"}});
  ExpectRefused(ValueKind::kStoreStates, {{"{ROOT: [a.cer]}", "1:8", "found a list"},
                                          {"{ROOT: a.cer}", "1:8", "mapping"},
                                          {"{ROOT: {hsa: [a.cer]}}", "1:9", "did you mean `has`?"},
                                          {"{ROTO: {has: [a.cer]}}", "1:2", "did you mean `ROOT`?"},
                                          {"{ROOT: {has: [[a]]}}", "1:15", "found a list"}});
}

}  // namespace
}  // namespace wmsim
