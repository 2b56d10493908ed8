#include "scenarios/language/decode.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "policy_engine/number.h"
#include "scenarios/language/scenario_keys.h"
#include "scenarios/language/verb.h"
#include "scenarios/language/words.h"
#include "tests/diagnostic_text.h"

namespace wmsim {
namespace {

constexpr std::string_view kContosoRoot = "31653DBADA1DE7EA0006CBF154A212EF1A6B76D6";

// Renders a value in one line.
struct Renderer {
  std::string operator()(std::monostate) const { return "nothing"; }
  std::string operator()(const std::string& text) const { return "'" + text + "'"; }
  std::string operator()(const std::vector<std::string>& texts) const {
    std::string all;
    for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
    return "[" + all + "]";
  }
  std::string operator()(std::uint32_t number) const { return std::to_string(number); }
  std::string operator()(bool flag) const { return flag ? "true" : "false"; }
  std::string operator()(UnixTime time) const { return FormatTime(time); }
  std::string operator()(const Thumbprint& thumbprint) const { return FormatThumbprint(thumbprint); }
  std::string operator()(RoleMask mask) const { return "mask " + std::to_string(Bits(mask)); }
  std::string operator()(const Answers& answers) const {
    std::string text = answers.all ? std::string(Word(*answers.all)) : "";
    for (const auto& [prompt, answer] : answers.by_prompt) {
      text += std::string(Word(prompt)) + "=" + std::string(Word(answer)) + ";";
    }
    return text;
  }
  std::string operator()(const std::vector<WantedPolicy>& settings) const {
    std::string text;
    for (const WantedPolicy& one : settings) {
      text += std::to_string(static_cast<std::uint32_t>(one.id)) + "=" +
              (one.value ? std::to_string(*one.value) : "absent") + ";";
    }
    return text;
  }
  std::string operator()(const std::vector<RegistrySetting>& settings) const {
    std::string text;
    for (const RegistrySetting& one : settings) {
      text += one.key + (one.name ? ">" + *one.name : "") + "=" +
              (one.removed ? "absent"
               : one.data  ? FormatRegistryData(*one.data)
                           : "key") +
              ";";
    }
    return text;
  }
  std::string operator()(const std::vector<MetabaseSetting>& settings) const {
    std::string text;
    for (const auto& [setting, entry] : settings) {
      text +=
          setting + ":" + std::to_string(Bits(entry.access)) + "/" + std::to_string(static_cast<int>(entry.rw)) + ";";
    }
    return text;
  }
  std::string operator()(const std::vector<ChosenReading>& readings) const {
    std::string text;
    for (const ChosenReading& one : readings) text += one.contradiction + "=" + one.source + ";";
    return text;
  }
  std::string operator()(const std::vector<FileSetting>& settings) const {
    std::string text;
    for (const FileSetting& one : settings) {
      text += one.path + "=" + (one.kind == FileSetting::Kind::kFile ? one.file : "(" + one.file + ")") + ";";
    }
    return text;
  }
  std::string operator()(const std::vector<StoreSetting>& settings) const {
    std::string text;
    for (const StoreSetting& one : settings) {
      text += one.store + ":" + one.file + "/" + std::to_string(Bits(one.role)) + ";";
    }
    return text;
  }
  std::string operator()(const std::vector<StoreState>& states) const {
    std::string text;
    for (const StoreState& one : states) text += one.store + "+" + (*this)(one.has) + "-" + (*this)(one.lacks) + ";";
    return text;
  }
};

// What DecodeValue makes of `yaml`, or the diagnostics.
std::string Decoded(const KeyInfo& key, const std::string& yaml) {
  Diagnostics diagnostics("x.yaml");
  const auto node = ParseYaml(yaml, diagnostics);
  const auto value = node ? DecodeValue(key, *node, diagnostics) : std::nullopt;
  if (!diagnostics.empty() || !value) return "error " + Lines(diagnostics);
  return std::visit(Renderer{}, *value);
}

struct GoodRow {
  ValueKind kind;
  std::string yaml;
  std::string value;
};

KeyInfo KeyOf(ValueKind kind) {
  const auto words = kind == ValueKind::kAnswers ? PromptWords : OutcomeWords;
  return {"outcome", kind, "help", Presence::kOptional, words};
}

TEST(DecodeValue, ReadsEveryKind) {
  using enum ValueKind;
  const std::string thumbprint(kContosoRoot);
  for (const GoodRow& row : std::vector<GoodRow>{
           {kText, "text", "'text'"},
           {kText, "'16'", "'16'"},
           {kText, "16", "'16'"},
           {kText, "yes", "'yes'"},
           {kTexts, "one", "[one]"},
           {kTexts, "[one, two]", "[one, two]"},
           {kTexts, "[]", "[]"},
           {kWord, "refused", "'refused'"},
           {kWords, "refused", "[refused]"},
           {kWords, "[refused, installed]", "[refused, installed]"},
           {kWords, "[]", "[]"},
           {kFile, "../certs/a b.cer", "'../certs/a b.cer'"},
           {kFiles, "[a.cer, " + thumbprint + "]", "[a.cer, " + thumbprint + "]"},
           {kNumber, "0", "0"},
           {kNumber, "128", "128"},
           {kNumber, "4294967295", "4294967295"},
           {kNumber, "0x10", "16"},
           {kNumber, "0X1017", "4119"},
           {kNumber, "0xFFFFFFFF", "4294967295"},
           {kFlag, "true", "true"},
           {kFlag, "false", "false"},
           {kFlag, "yes", "true"},
           {kFlag, "no", "false"},
           {kTime, "2009-06-01T12:00:00Z", "2009-06-01T12:00:00Z"},
           {kTime, "2012-02-29T23:59:59Z", "2012-02-29T23:59:59Z"},
           {kPattern, "'.*device.*'", "'.*device.*'"},
           {kHashes, "[AAECAwQFBgcICQoLDA0ODw==, 'AAEC AwQFBgcICQoLDA0ODxAREhM=']",
            "[AAECAwQFBgcICQoLDA0ODw==, AAECAwQFBgcICQoLDA0ODxAREhM=]"},
           {kThumbprint, thumbprint, thumbprint},
           {kThumbprint, LowerCase(thumbprint), thumbprint},
           {kRoleMask, "222", "mask 222"},
           {kRoleMask, "0x10", "mask 16"},
           {kRoleMask, "USER_AUTH", "mask 16"},
           {kRoleMask, "user_auth", "mask 16"},
           {kRoleMask, "SECROLE_USER_AUTH", "mask 16"},
           {kRoleMask, "MANAGER+USER_AUTH", "mask 24"},
           {kBytes, "0a0B", "'\n\v'"},
           {kBytes, "41 42,43", "'ABC'"},
           {kBytes, "''", "''"},
           {kAnswers, "yes", "yes"},
           {kAnswers, "no", "no"},
           {kAnswers, "timeout", "timeout"},
           {kAnswers, "{certinst-confirm: no}", "certinst-confirm=no;"},
           {kPolicies, "{4102: 1}", "4102=1;"},
           {kPolicies, "{0x1017: 16}", "4119=16;"},
           {kPolicies, "{grant-manager: OPERATOR_TPS}", "4119=128;"},
           {kPolicies, "{SECPOLICY_GRANTMANAGER: USER_AUTH+OPERATOR_TPS}", "4119=144;"},
           {kPolicies, "{4102: 0x1, 4119: absent}", "4102=1;4119=absent;"},
           {kPolicies, "{4102: 2}", "4102=2;"},  // a value that no platform knows: what a tester tries
           {kPolicies, "{9999: 5}", "9999=5;"},  // and an id that none supports
           {kPolicies, "{}", ""},
           {kRegistryKey, R"(HKLM\Security\Policies\Policies)", R"('HKLM\Security\Policies\Policies')"},
           {kRegistryKey, R"(HKEY_LOCAL_MACHINE\Comm\)", R"('HKLM\Comm')"},
           {kRegistryKey, R"(HKEY\LOCAL_MACHINE\Comm)", R"('HKLM\Comm')"},
           {kRegistryKey, R"(hklm\Comm)", R"('HKLM\Comm')"},
           {kRegistryTree, R"({'HKLM\A': {'00001017': 16, Name: {string: x}, Gone: absent}})",
            R"(HKLM\A>00001017=dword:16;HKLM\A>Name=string:x;HKLM\A>Gone=absent;)"},
           {kRegistryTree, R"({'HKLM\A': {}, 'HKLM\B': absent})", R"(HKLM\A=key;HKLM\B=absent;)"},
           {kRegistryTree, R"({'HKLM\A': {b: {binary: 0102}, m: {multi: [x, y]}}})",
            R"(HKLM\A>b=binary:01 02;HKLM\A>m=multi:[x, y];)"},
           {kStores, "{ROOT: [a.cer, {file: b.cer, role: 222}]}", "ROOT:a.cer/0;ROOT:b.cer/222;"},
           {kStores, "{ROOT: a.cer, SPC: [{file: b.cer, part: system}]}", "ROOT:a.cer/0;SPC:b.cer/0;"},
           {kStores, "{Privileged Execution Trust Authorities: [a.cer]}",
            "Privileged Execution Trust Authorities:a.cer/0;"},
           {kStoreStates, "{ROOT: {has: [a.cer], lacks: " + thumbprint + "}}", "ROOT+[a.cer]-[" + thumbprint + "];"},
           {kFileTree, R"({'\Windows\a.txt': a.txt, Temp/./x: absent, '\d': folder})",
            R"(\Windows\a.txt=a.txt;\Temp\x=(absent);\d=(folder);)"},
           {kFileTree, R"({'\a': 'absent', '\b': 'folder'})", R"(\a=absent;\b=folder;)"},
           {kStoreStates, "{CA: {lacks: [a.cer, b.cer]}}", "CA+[]-[a.cer, b.cer];"},
       }) {
    SCOPED_TRACE(row.yaml);
    if (row.yaml.empty()) {
      Diagnostics diagnostics("x.yaml");
      EXPECT_TRUE(DecodeValue(KeyOf(row.kind), ScalarNode(""), diagnostics));
    } else {
      EXPECT_EQ(row.value, Decoded(KeyOf(row.kind), row.yaml));
    }
  }
}

Entries Mapped(std::string_view yaml, std::span<const KeyInfo> keys, Diagnostics& diagnostics) {
  const auto node = ParseYaml(yaml, diagnostics);
  return node ? DecodeMapping(*node, keys, diagnostics) : Entries{};
}

TEST(DecodeMapping, ReadsTheKeysOfItsTable) {
  Diagnostics diagnostics("x.yaml");
  const Entries entries = Mapped("outcome: installed\nstore: ROOT\nrestart-required: true", ExpectKeys(), diagnostics);
  EXPECT_EQ("", Lines(diagnostics));
  EXPECT_EQ("installed", entries.Text("outcome"));
  EXPECT_EQ("ROOT", entries.Text("store"));
  ASSERT_NE(nullptr, entries.Get<bool>("restart-required"));
  EXPECT_TRUE(*entries.Get<bool>("restart-required"));
  EXPECT_FALSE(entries.Has("part"));
  EXPECT_EQ((Position{2, 8}), entries.Find("store")->at);
}

TEST(DecodeMapping, FindsEveryErrorInOneGo) {
  Diagnostics diagnostics("x.yaml");
  const Entries entries = Mapped("colour: red\nstore: ROOTS\nhresult: x\nmesage: none", ExpectKeys(), diagnostics);
  EXPECT_EQ("1:1 1:1 2:8 3:10 4:1", Places(diagnostics)) << Lines(diagnostics);
  EXPECT_TRUE(Says(diagnostics, "unknown key `colour`"));
  EXPECT_TRUE(Says(diagnostics, "did you mean `ROOT`?"));
  EXPECT_TRUE(Says(diagnostics, "did you mean `message`?"));
  EXPECT_TRUE(Says(diagnostics, "the key `outcome` is missing"));
}

TEST(DecodeMapping, RefusesWhatIsNoMapping) {
  for (const std::string_view yaml : {"text", "[outcome]", "''"}) {
    SCOPED_TRACE(yaml);
    Diagnostics diagnostics("x.yaml");
    Mapped(yaml, ExpectKeys(), diagnostics);
    EXPECT_EQ("1:1", Places(diagnostics)) << Lines(diagnostics);
    EXPECT_TRUE(Says(diagnostics, "expected a mapping"));
  }
}

}  // namespace
}  // namespace wmsim
