#include "scenarios/language/verb.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "scenarios/language/scenario_keys.h"
#include "tests/diagnostic_text.h"

namespace wmsim {
namespace {

// Reads "VERB: ARGUMENTS" as a step would.
Entries Arguments(std::string_view yaml, Diagnostics& diagnostics) {
  const auto node = ParseYaml(yaml, diagnostics);
  if (!node || node->entries.size() != 1) return {};
  const NodeEntry& entry = node->entries[0];
  const VerbInfo* verb = FindVerb(entry.key.text);
  if (verb == nullptr) return {};
  return DecodeArguments(*verb, entry.value, entry.key.at, diagnostics);
}

TEST(Verbs, HaveNamesOfTheirOwnThatNoKeyBesideThemHas) {
  std::set<std::string_view> names;
  for (const VerbInfo& verb : Verbs()) {
    SCOPED_TRACE(verb.name);
    EXPECT_TRUE(names.insert(verb.name).second);
    EXPECT_EQ(nullptr, FindKey(StepKeys(), verb.name));
    EXPECT_EQ(&verb, FindVerb(verb.name));
    EXPECT_FALSE(verb.help.empty());
    EXPECT_FALSE(verb.acts_as.empty());
  }
  EXPECT_EQ(Verbs().size(), VerbWords().size());
}

TEST(Verbs, NameTheirMainArgumentAmongTheirKeys) {
  for (const VerbInfo& verb : Verbs()) {
    SCOPED_TRACE(verb.name);
    if (!verb.main.empty()) {
      EXPECT_NE(nullptr, FindKey(verb.keys, verb.main));
    }
  }
}

// design.md 5: "the main argument: file, key, chain, name", and the verbs written out.
TEST(Verbs, HaveTheMainArgumentsOfTheirTable) {
  struct Row {
    std::string_view verb;
    std::string_view main;
  };
  for (const Row& row : std::vector<Row>{{"spaddcert", "file"},
                                         {"certinst", "file"},
                                         {"registry-set", "key"},
                                         {"registry-delete", "key"},
                                         {"registry-import", "file"},
                                         {"run-app", "name"},
                                         {"load-dll", "name"},
                                         {"install-cab", "file"},
                                         {"rapi-call", "what"},
                                         {"push-message", ""},
                                         {"stop-app", "name"},
                                         {"sign-in", "chain"},
                                         {"find-root", "chain"},
                                         {"store-add", "file"},
                                         {"restart", ""},
                                         {"hard-reset", ""},
                                         {"operator-restrict", ""},
                                         {"operator-unlock", ""},
                                         {"expect-state", ""}}) {
    SCOPED_TRACE(row.verb);
    const VerbInfo* verb = FindVerb(row.verb);
    ASSERT_NE(nullptr, verb);
    EXPECT_EQ(row.main, verb->main);
  }
}

TEST(FindVerb, KnowsNoOtherSpelling) {
  for (const std::string_view name : {"", "Certinst", "certinst ", "reboot", "expect", "registry_set", "run"}) {
    SCOPED_TRACE(name);
    EXPECT_EQ(nullptr, FindVerb(name));
  }
}

TEST(DecodeArguments, ReadsTheMainArgumentAloneAndTheMapping) {
  for (const std::string_view yaml : {
           "certinst: a.cer",
           "certinst: {file: a.cer}",
           "spaddcert: {file: a.cer, tool-signed-by: operator}",
           R"(registry-set: {key: 'HKLM\A', name: x, dword: 16, via: built-in-editor})",
           R"(registry-set: {key: 'HKLM\A', name: '', string: x, via: rapi})",
           R"(registry-set: {key: 'HKLM\A', name: x, multi: [a, b], via: third-party-editor, signed-by: unknown})",
           R"(registry-set: {key: 'HKLM\A', name: x, binary: 00ff, via: program, signed-by: privileged})",
           R"(registry-set: {key: 'HKLM\A', name: x, expand: '%x%', via: program})",
           R"(registry-set: {key: 'HKLM\A', via: rapi})",
           R"(registry-delete: {key: 'HKLM\A', name: x, via: program})",
           R"(registry-delete: {key: 'HKLM\A', via: rapi})",
           "run-app: communicator-mobile",
           "run-app: {name: game.exe, signed-by: none}",
           "stop-app: game.exe",
           "sign-in: {chain: a.pem, host: h}",
           "sign-in: a.pem",
           "sign-in: {chain: a.pem, client: browser}",
           "find-root: a.pem",
           "policy-set: {4102: 1}",
           "policy-set: {4102: absent, grant-manager: USER_AUTH}",
           "store-add: {file: a.cer, store: ROOT, part: system, role: 222}",
           "store-remove: {thumbprint: 31653DBADA1DE7EA0006CBF154A212EF1A6B76D6, store: ROOT}",
           "operator-restrict:",
           "operator-unlock:",
           "remember: game.exe",
           "set-clock: 2010-01-01T00:00:00Z",
           "restart:",
           "hard-reset:",
           "expect-state: {policies: {4102: absent}, policies-in-force: {4119: 16}, running: [], clock: 2010-01-01}",
           "load-dll: {name: helper.dll, signed-by: none, into: game.exe}",
           "install-cab: game.cab",
           "install-cab: {file: game.cab, signed-by: none}",
           "install-cab: {file: game.cab, signed-by: privileged, role: 222, silent: true}",
           "install-cab: {file: game.cab, signed-by: operator, role: MANAGER+USER_AUTH}",
           "install-cab: {file: sub/sky.hme, signed-by: unknown, theme: true}",
           "install-cab: {file: game.cpf, signed-by: unprivileged, role: 0}",
           R"(rapi-call: {what: registry-write, target: 'HKLM\Security'})",
           R"(rapi-call: {what: registry-write, target: 'HKEY\LOCAL_MACHINE\Security\'})",
           R"(rapi-call: {what: file-write, target: '\Windows\a.txt'})",
           "rapi-call: {what: invoke, target: a.dll, signed-by: privileged}",
           "rapi-call: {what: invoke, target: a.dll}",
           "rapi-call: {what: database, target: Contacts}",
           "push-message: {kind: sl}",
           "push-message: {kind: si, gateway: ppg-auth}",
           "push-message: {kind: si, gateway: [known-ppg, trusted-ppg, ppg-auth, ppg-trusted]}",
           R"(metabase-set: {setting: 'RAPI\Windows\a.dll\*', access-role: 152})",
           "metabase-set: {setting: Clock, access-role: MANAGER, rw-access: 1}",
           R"(expect-state: {registry: {'HKLM\A': absent}, stores: {ROOT: {lacks: [a.cer]}}, remembered: [x]})",
       }) {
    SCOPED_TRACE(yaml);
    Diagnostics diagnostics("x.yaml");
    Arguments(yaml, diagnostics);
    EXPECT_EQ("", Lines(diagnostics));
  }
}

struct BadRow {
  std::string_view yaml;
  std::string_view places;
  std::string_view says;
};

void ExpectRefused(const std::vector<BadRow>& rows) {
  for (const BadRow& row : rows) {
    SCOPED_TRACE(row.yaml);
    Diagnostics diagnostics("x.yaml");
    Arguments(row.yaml, diagnostics);
    EXPECT_EQ(row.places, Places(diagnostics)) << Lines(diagnostics);
    EXPECT_TRUE(Says(diagnostics, row.says)) << Lines(diagnostics);
  }
}

TEST(DecodeArguments, RefusesRegistryWritesThatAreNotWhole) {
  ExpectRefused({
      {R"(registry-set: {key: 'HKLM\A', name: x, via: rapi})", "1:1", "no data"},
      {R"(registry-set: {key: 'HKLM\A', dword: 1, via: rapi})", "1:1", "name is missing"},
      {R"(registry-set: {key: 'HKLM\A', name: x, dword: 1, string: y, via: rapi})", "1:1", "more than one"},
      {R"(registry-set: {key: 'HKLM\A', dword: 1, string: y, via: rapi})", "1:1", "more than one"},
      {R"(registry-set: {key: 'HKLM\A', name: x, dword: 1})", "1:15", "`via` is missing"},
      {R"(registry-set: {name: x, dword: 1, via: rapi})", "1:15", "`key` is missing"},
      {R"(registry-set: 'HKLM\A')", "1:1", "`via` is missing"},
      {R"(registry-set: {key: 'HKLM\A', name: x, dword: 1, via: hand})", "1:55", "(legal: built-in-editor,"},
      {R"(registry-set: {key: 'HKLM\A', name: x, dword: 1, via: rappi})", "1:55", "did you mean `rapi`?"},
      {R"(registry-set: {key: 'HKLM\A', name: x, dword: y, via: rapi})", "1:47", "32 bits"},
      {R"(registry-set: {key: A, name: x, dword: 1, via: rapi})", "1:21", "registry key"},
      {R"(registry-set: {key: 'HKLM\A', name: x, qword: 1, via: rapi})", "1:40", "did you mean `dword`?"},
      {R"(registry-delete: {key: 'HKLM\A', name: x, dword: 1, via: rapi})", "1:43", "unknown key `dword`"},
      {R"(registry-delete: {name: x, via: rapi})", "1:18", "`key` is missing"},
  });
}

TEST(DecodeArguments, RefusesASignatureOfWhoeverHasNone) {
  ExpectRefused({
      {R"(registry-set: {key: 'HKLM\A', name: x, dword: 1, via: built-in-editor, signed-by: none})", "1:1",
       "signed-by"},
      {R"(registry-set: {key: 'HKLM\A', name: x, dword: 1, via: rapi, signed-by: operator})", "1:1", "signed-by"},
      {R"(registry-delete: {key: 'HKLM\A', via: built-in-editor, signed-by: privileged})", "1:1", "signed-by"},
      {R"(registry-delete: {key: 'HKLM\A', via: rapi, signed-by: none})", "1:1", "signed-by"},
      {R"(registry-set: {key: 'HKLM\A', name: x, dword: 1, via: program, signed-by: me})", "1:75", "(legal: none,"},
      {"spaddcert: {file: a.cer, signed-by: operator}", "1:26", "(legal: file, tool-signed-by"},
      {"spaddcert: {file: a.cer, tool-signed-by: carrier}", "1:42", "(legal: none, unknown"},
      {"certinst: {file: a.cer, tool-signed-by: none}", "1:25", "unknown key `tool-signed-by`"},
  });
}

TEST(DecodeArguments, RefusesAProgramThatNobodyKnowsWithoutASignature) {
  ExpectRefused({
      {"run-app: game", "1:1", "signed-by is missing"},
      {"run-app: {name: game}", "1:1", "signed-by is missing"},
      {"run-app: communicator", "1:1", "signed-by is missing"},
      {"run-app: {signed-by: none}", "1:10", "`name` is missing"},
      {"run-app: {name: game.exe, signed-by: nobody}", "1:38", "(legal: none,"},
  });
}

TEST(DecodeArguments, RefusesAnArgumentWhereAVerbTakesNone) {
  ExpectRefused({
      {"restart: now", "1:10", "restart takes no argument"},
      {"restart: {}", "1:10", "restart takes no argument"},
      {"restart: []", "1:10", "restart takes no argument"},
      {"restart: ''", "1:10", "restart takes no argument"},
      {"restart: {name: x}", "1:10", "restart takes no argument"},
      {"hard-reset: yes", "1:13", "hard-reset takes no argument"},
      {"operator-restrict: true", "1:20", "operator-restrict takes no argument"},
      {"operator-unlock: operator", "1:18", "operator-unlock takes no argument"},
  });
}

TEST(DecodeArguments, RefusesMissingAndWrongArguments) {
  ExpectRefused({
      {"certinst:", "1:10", "found nothing"},
      {"certinst: {}", "1:11", "`file` is missing"},
      {"certinst: [a.cer]", "1:11", "found a list"},
      {"certinst: {fil: a.cer}", "1:11 1:12", "did you mean `file`?"},
      {"certinst: {file: [a.cer]}", "1:18", "found a list"},
      {"sign-in: {host: h}", "1:10", "`chain` is missing"},
      {"sign-in: {chain: a.pem, client: outlook}", "1:33", "(legal: communicator-mobile,"},
      {"find-root: {chain: a.pem, host: h}", "1:27", "unknown key `host`"},
      {"policy-set:", "1:12", "{4102: 1}"},
      {"policy-set: 4102", "1:13", "{4102: 1}"},
      {"policy-set: {policies: {4102: 1}}", "1:14", "unknown policy `policies`"},
      {"policy-set: {4102: 1, 0x1006: 1}", "1:23", "twice"},
      {"store-add: a.cer", "1:1", "`store` is missing"},
      {"store-add: {file: a.cer, store: ROTO}", "1:33", "did you mean `ROOT`?"},
      {"store-add: {file: a.cer, store: ROOT, part: users}", "1:45", "system"},
      {"store-remove: {thumbprint: a.cer, store: ROOT}", "1:28", "40"},
      {"store-remove: 31653DBADA1DE7EA0006CBF154A212EF1A6B76D6", "1:1", "`store` is missing"},
      {"set-clock:", "1:11", "found nothing"},
      {"set-clock: noon", "1:12", "2009-06-01T12:00:00Z"},
      {"remember:", "1:10", "found nothing"},
      {"expect-state:", "1:14", "found nothing"},
      {"expect-state: ROOT", "1:15", "expected a mapping"},
      {"expect-state: {polices: {4102: 1}}", "1:16", "did you mean `policies`?"},
      {"expect-state: {stores: {ROOT: [a.cer]}}", "1:31", "found a list"},
  });
}

TEST(DecodeArguments, RefusesMissingAndWrongArgumentsOfDllsAndPackages) {
  ExpectRefused({
      {"load-dll: helper.dll", "1:1", "`into` is missing"},
      {"load-dll:", "1:1 1:10", "found nothing"},
      {"spaddcert: {file: a.cer, tool: a.exe, tool-signed-by: none}", "1:1", "given twice"},
      {"registry-set: {key: HKLM, via: program, tool: a.exe, signed-by: none}", "1:1", "given twice"},
      {"registry-set: {key: HKLM, via: rapi, tool: a.exe}", "1:1", "tool goes with"},
      {"load-dll: {name: a.dll, signed-by: none}", "1:11", "`into` is missing"},
      {"load-dll: {name: helper, into: game.exe}", "1:1", "signed-by is missing"},
      {"load-dll: {signed-by: none, into: game.exe}", "1:11", "`name` is missing"},
      {"load-dll: {name: a.dll, signed-by: me, into: game.exe}", "1:36", "(legal: none,"},
      {"load-dll: {name: [a.dll], signed-by: none, into: game.exe}", "1:18", "found a list"},
      {"load-dll: {name: a.dll, signed-by: none, into: [game.exe]}", "1:48", "found a list"},
      {"load-dll: {name: a.dll, signed-by: none, intoo: game.exe}", "1:11 1:42", "did you mean `into`?"},
      {"install-cab:", "1:13", "found nothing"},
      {"install-cab: {signed-by: none}", "1:14", "`file` is missing"},
      {"install-cab: {file: a.cab, signed-by: spc}", "1:39", "(legal: none,"},
      {"install-cab: {file: a.cab, tool-signed-by: none}", "1:28", "(legal: file, signed-by, role, silent, theme)"},
      {"install-cab: {file: a.cab, signed-by: none, role: 16}", "1:1", "role goes with"},
      {"install-cab: {file: a.cab, signed-by: unknown, role: 0}", "1:1", "role goes with"},
      {"install-cab: {file: a.cab, signed-by: invalid, role: 222}", "1:1", "role goes with"},
      {"install-cab: {file: a.cab, signed-by: revoked, role: 222}", "1:1", "role goes with"},
      {"install-cab: {file: a.cab, signed-by: privileged, role: KING}", "1:57", "`KING`"},
      {"install-cab: {file: a.cab, signed-by: privileged, role: [16]}", "1:57", "found a list"},
      {"install-cab: {file: a.cab, signed-by: none, silent: maybe}", "1:53", "neither true nor false"},
      {"install-cab: {file: a.cab, signed-by: none, theme: 1}", "1:52", "neither true nor false"},
  });
}

TEST(DecodeArguments, RefusesMissingAndWrongArgumentsOfCallersFromOutside) {
  ExpectRefused({
      {"rapi-call: invoke", "1:1", "`target` is missing"},
      {"rapi-call: {target: a.dll}", "1:12", "`what` is missing"},
      {"rapi-call: {what: invok, target: a.dll}", "1:19", "did you mean `invoke`?"},
      {"rapi-call: {what: call, target: a.dll}", "1:19", "(legal: registry-write, file-write, invoke, database)"},
      {"rapi-call: {what: invoke, target: }", "1:35", "found nothing"},
      {"rapi-call: {what: invoke, target: a.dll, signed-by: me}", "1:53", "(legal: none,"},
      {"rapi-call: {what: database, target: a, signed-by: none}", "1:1", "signed-by goes with invoke"},
      {"rapi-call: {what: file-write, target: a, signed-by: privileged}", "1:1", "signed-by goes with invoke"},
      {R"(rapi-call: {what: registry-write, target: 'HKLM\A', signed-by: none})", "1:1", "signed-by goes with invoke"},
      {"rapi-call: {what: registry-write, target: Security}", "1:1", "`Security`"},
      {R"(rapi-call: {what: registry-write, target: 'HKXX\A'})", "1:1", R"(`HKXX\A`)"},
      {R"(rapi-call: {what: registry-write, target: 'HKLM\\A'})", "1:1", ""},
      {"push-message:", "1:14", "found nothing"},
      {"push-message: sl", "1:15", "expected a mapping"},
      {"push-message: {gateway: ppg-auth}", "1:15", "`kind` is missing"},
      {"push-message: {kind: sm}", "1:22", "(legal: sl, si)"},
      {"push-message: {kind: SL}", "1:22", "`sl`"},
      {"push-message: {kind: sl, gateway: trusted}", "1:35", "trusted-ppg"},
      {"push-message: {kind: sl, gateway: [ppg-auth, me]}", "1:46", "(legal: known-ppg,"},
      {"push-message: {kind: sl, gateway: 1024}", "1:35", "unknown gateway `1024`"},
      {"metabase-set:", "1:14", "found nothing"},
      {"metabase-set: Clock", "1:15", "expected a mapping"},
      {"metabase-set: {setting: Clock}", "1:15", "`access-role` is missing"},
      {"metabase-set: {access-role: 8}", "1:15", "`setting` is missing"},
      {"metabase-set: {setting: Clock, access-role: KING}", "1:45", "`KING`"},
      {"metabase-set: {setting: Clock, access-role: 8, rw-access: 0}", "1:59", "1 (read), 2 (write) or 3 (both)"},
      {"metabase-set: {setting: Clock, access-role: 8, rw-access: 4}", "1:59", "1 (read), 2 (write) or 3 (both)"},
      {"metabase-set: {setting: Clock, access-role: 8, rw-access: both}", "1:59", "`both`"},
      {"metabase-set: {setting: Clock, access-role: 8, role: 16}", "1:48", "unknown key `role`"},
  });
}

}  // namespace
}  // namespace wmsim
