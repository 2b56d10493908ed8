// Device files that are wrong, or that build on what is: each is told with its place and a cause that helps.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "scenarios/language/decode.h"
#include "tests/device_file_suite.h"
#include "tests/diagnostic_text.h"

namespace wmsim {
namespace {

namespace fs = std::filesystem;

// What it is based on.

TEST_F(DeviceFileTest, RefusesACircle) {
  Write("self.yaml", "based-on: self.yaml\n");
  Write("a.yaml", "based-on: sub/b.yaml\n");
  Write("sub/b.yaml", "based-on: ../sub/../c.yaml\n");
  Write("c.yaml", "based-on: ./a.yaml\n");
  Write("x.yaml", "based-on: a.yaml\n");
  fs::create_symlink("link2.yaml", folder().path() / "suite/devices/link1.yaml");
  fs::create_symlink("link1.yaml", folder().path() / "suite/devices/link2.yaml");
  for (const char* name : {"self.yaml", "a.yaml", "sub/b.yaml", "c.yaml", "x.yaml"}) {
    SCOPED_TRACE(name);
    EXPECT_TRUE(Holds(ErrorOf(name), "circle")) << ErrorOf(name);
  }
  EXPECT_NE("", ErrorOfText("based-on: link1.yaml\n"));
}

TEST_F(DeviceFileTest, RefusesFilesThatAreBasedOnEachOtherTooDeeply) {
  Write("d0.yaml", "based-on: wm5-smartphone\n");
  for (int i = 1; i <= 200; ++i) {
    Write("d" + std::to_string(i) + ".yaml", "based-on: d" + std::to_string(i - 1) + ".yaml\n");
  }
  for (const char* good : {"d1.yaml", "d4.yaml", "d8.yaml"}) EXPECT_EQ("", ErrorOf(good));
  for (const char* bad : {"d20.yaml", "d50.yaml", "d200.yaml"}) {
    EXPECT_TRUE(Holds(ErrorOf(bad), "too deep")) << ErrorOf(bad);
  }
}

// Design 8: the same input gives the same output, whatever was read before in the same run.
TEST_F(DeviceFileTest, IsTooDeepWhicheverFileIsReadFirst) {
  Write("d0.yaml", "based-on: wm5-smartphone\n");
  for (int i = 1; i <= 30; ++i) {
    Write("d" + std::to_string(i) + ".yaml", "based-on: d" + std::to_string(i - 1) + ".yaml\n");
  }
  RunCaches caches;
  for (int i = 0; i <= 30; ++i) {
    const std::string name = "d" + std::to_string(i) + ".yaml";
    EXPECT_EQ(ErrorOf(name).empty(), ImageOfFile(name, caches).ok()) << name;
  }
}

TEST_F(DeviceFileTest, RefusesABaseThatIsNone) {
  folder().Write("outside/phone.yaml", "based-on: wm5-smartphone\n");
  fs::create_directories(folder().path() / "suite/devices/folder.yaml");
  fs::create_symlink(folder().path() / "outside/phone.yaml", folder().path() / "suite/devices/link.yaml");
  Write("empty.yaml", "");
  Write("scenario.yaml", "scenario: S\nsteps: [{restart: }]\n");
  struct Row {
    std::string_view base;
    std::vector<std::string_view> says;
  };
  for (const Row& row : std::vector<Row>{
           {"missing.yaml", {"missing.yaml", "no such file"}},
           {"sub/missing", {"sub/missing", "no such file"}},
           {"folder.yaml", {"folder.yaml"}},
           {"../../outside/phone.yaml", {"outside/phone.yaml", "--allow"}},
           {"../../outside/missing.yaml", {"--allow"}},
           {"link.yaml", {"link.yaml", "--allow"}},
           {"/etc/hostname", {"/etc/hostname", "--allow"}},
           {"/proc/self/environ", {"--allow"}},
           {"empty.yaml", {"empty.yaml"}},
           {"scenario.yaml", {"scenario.yaml", "`scenario`"}},
           {"../certs/garbage.cer", {"garbage.cer"}},
           {"wm5-smartfone", {"devices/x.yaml:1:11: ", "did you mean `wm5-smartphone`?"}},
           {"WM5-Smartphone", {"devices/x.yaml:1:11: ", "`wm5-smartphone`"}},
           {"iphone", {"devices/x.yaml:1:11: ", "unknown", "guide-pocket-pc"}},
           {"''", {"devices/x.yaml:1:11: "}},
           {"[wm5-smartphone]", {"devices/x.yaml:1:11: "}},
           {"{wm5-smartphone: x}", {"devices/x.yaml:1:11: "}},
       }) {
    SCOPED_TRACE(row.base);
    const std::string error = ErrorOfText("based-on: " + std::string(row.base) + "\n");
    EXPECT_NE("", error);
    for (const std::string_view part : row.says) EXPECT_TRUE(Holds(error, part)) << error;
  }
  Write("x.yaml", "based-on: ../../outside/phone.yaml\n");
  EXPECT_EQ("", ErrorOf("x.yaml", {folder().path() / "outside"}));
}

TEST_F(DeviceFileTest, RefusesReadingsThatAreNone) {
  struct Row {
    std::string_view readings;
    std::string_view place;
    std::vector<std::string_view> says;
  };
  for (const Row& row : std::vector<Row>{
           {"{colour-of-the-case: dd425351}", "2:12", {"`colour-of-the-case`", "--contradictions"}},
           {"{Protected-Keys: aa914678}", "2:12", {"`Protected-Keys`"}},
           {"{protected-keys: dd425351}", "2:12", {"`dd425351`", "aa919335", "aa914678"}},
           {"{protected-keys: AA914678}", "2:12", {"`AA914678`"}},
           {"{protected-keys: aa914678, auto-run-default: aa455966}", "2:38", {"`auto-run-default`"}},
           {"{grant-manager-default: ak}", "2:12", {"`ak`"}},
           {"{grant-manager-default: 128}", "2:12", {"`128`"}},
       }) {
    SCOPED_TRACE(row.readings);
    const std::string error = ErrorOfText("based-on: wm6-standard\nreadings: " + std::string(row.readings) + "\n");
    EXPECT_TRUE(Holds(error, "devices/x.yaml:" + std::string(row.place) + ": ")) << error;
    for (const std::string_view part : row.says) EXPECT_TRUE(Holds(error, part)) << error;
  }
}

// "Malformed imports name file and line"; what is no import says what would be one.
TEST_F(DeviceFileTest, TellsWhereAnImportIsMalformed) {
  struct Row {
    std::string file;
    std::string_view text;
    std::string_view line;
  };
  for (const Row& row : std::vector<Row>{
           {"a.reg", "", ""},
           {"a.reg", "MZ\x90", ""},
           {"a.reg", "[HKEY_LOCAL_MACHINE\\A]\n\"x\"=dword:1\n", "1"},
           {"a.reg", "REGEDIT4\n\n[HKEY_LOCAL_MACHINE\\A]\n\"x\"=dword:zz\n", "4"},
           {"a.reg", "REGEDIT4\n\n\"x\"=dword:00000001\n", "3"},
           {"a.reg", "REGEDIT4\n\n[HKEY_LOCAL_MACHIN\\A]\n", "3"},
           {"a.reg", "REGEDIT4\n\n[HKEY_LOCAL_MACHINE\\A\n", "3"},
           {"a.reg", "REGEDIT4\n[HKEY_LOCAL_MACHINE\\A]\n\"x\"=hex:0g\n", "3"},
           {"a.xml", "", ""},
           {"a.xml", "REGEDIT4\n", "1"},
           {"a.xml", "<wap-provisioningdoc>\n<characteristic type=\"SecurityPolicy\">\n</wap-provisioningdoc>\n", "3"},
           {"a.xml", "<characteristic type=\"SecurityPolicy\"/>\n", "1"},
           {"a.xml",
            "<wap-provisioningdoc>\n<characteristic type=\"SecurityPolicy\">\n<parm name=\"x\" value=\"1\"/>\n"
            "</characteristic></wap-provisioningdoc>\n",
            "3"},
           {"a.xml",
            "<wap-provisioningdoc>\n<characteristic type=\"SecurityPolicy\">\n\n<parm name=\"4102\" value=\"yes\"/>\n"
            "</characteristic></wap-provisioningdoc>\n",
            "4"},
       }) {
    SCOPED_TRACE(row.file + ": " + std::string(row.text));
    Write(row.file, row.text);
    const std::string error = ErrorOfText("based-on: wm5-smartphone\nimport: " + row.file + "\n");
    const std::string place = row.line.empty() ? row.file : row.file + ":" + std::string(row.line) + ":";
    EXPECT_TRUE(Holds(error, place)) << error;
    EXPECT_EQ(std::string::npos, error.find('\n')) << error;
  }
}

TEST_F(DeviceFileTest, RefusesImportsOfOtherKindsAndFromElsewhere) {
  folder().Write("outside/export.reg", "REGEDIT4\n");
  Write("notes.txt", "REGEDIT4\n");
  Write("export.reg.bak", "REGEDIT4\n");
  Write("reg", "REGEDIT4\n");
  fs::create_directories(folder().path() / "suite/devices/folder.reg");
  fs::create_symlink(folder().path() / "outside/export.reg", folder().path() / "suite/devices/link.reg");
  struct Row {
    std::string_view import;
    std::string_view says;
  };
  for (const Row& row : std::vector<Row>{
           {"notes.txt", ".reg"},
           {"export.reg.bak", ".reg"},
           {"reg", ".reg"},
           {"x.yaml", ".reg"},
           {"missing.reg", "no such file"},
           {"missing.xml", "no such file"},
           {"folder.reg", ""},
           {"../../outside/export.reg", "--allow"},
           {"../../outside/missing.reg", "--allow"},
           {"link.reg", "--allow"},
           {"/etc/hostname", "--allow"},
       }) {
    SCOPED_TRACE(row.import);
    const std::string error = ErrorOfText("based-on: wm5-smartphone\nimport: [" + std::string(row.import) + "]\n");
    EXPECT_TRUE(Holds(error, fs::path(row.import).filename().string())) << error;
    EXPECT_TRUE(Holds(error, row.says)) << error;
  }
  Write("x.yaml", "based-on: wm5-smartphone\nimport: [../../outside/export.reg, link.reg]\n");
  EXPECT_EQ("", ErrorOf("x.yaml", {folder().path() / "outside"}));
}

// What a device file may say. Each bad row is told with its place and a cause that helps.

Diagnostics ErrorsIn(std::string_view text) {
  Diagnostics diagnostics("x.yaml");
  const auto entries = ParseDeviceFile(text, diagnostics);
  EXPECT_EQ(diagnostics.empty(), entries.has_value());
  return diagnostics;
}

TEST(ParseDeviceFile, ReadsEveryKey) {
  for (const std::string_view text : {
           "based-on: guide-pocket-pc",
           "{\"based-on\": \"guide-pocket-pc\", \"policies\": {\"4119\": 16}}",
           "based-on: a/b.yaml\nimport: [a.reg, b.xml]",
           "based-on: phone.json\nimport: a.reg\nsource: [x, y]\ntitle: a phone of ours",
           "based-on: ../up.yml\nreadings: {}\npolicies: {}\nregistry: {}\nstores: {}\nmetabase: {}\nimport: []",
           "based-on: wm6-standard\nmetabase: {A: {access-role: MANAGER+USER_AUTH, rw-access: 1}}",
           "based-on: wm6-standard\nmetabase: {A: {access-role: 0}, B: {access-role: 0xFFFFFFFF, rw-access: 3}}",
           "based-on: wm6-standard\noperator-restricted: yes\nclock: 2010-01-01T00:00:00Z",
           "based-on: wm6-standard\nconfiguration: smartphone-2003-high",
           "based-on: wm6-standard\npolicies: {4102: 2, 9999: 1, GrantManager: absent, 0x1001: 0}",
           "# a comment\n---\nbased-on: wm6-standard\n",
       }) {
    SCOPED_TRACE(text);
    EXPECT_EQ("", Lines(ErrorsIn(text)));
  }
}

TEST(ParseDeviceFile, RefusesWhatIsNoDeviceFile) {
  struct Row {
    std::string text;
    std::string places;
    std::string says = "";
  };
  const std::string head = "based-on: wm6-standard\n";
  for (const Row& row : std::vector<Row>{
           {"", "1:1"},
           {"wm6-standard", "1:1", "found"},
           {"[based-on, wm6-standard]", "1:1", "found a list"},
           {"title: x", "1:1", "`based-on` is missing"},
           {"{}", "1:1", "`based-on` is missing"},
           {"based-on:", "1:10", "found nothing"},
           {"based-on: ", "1:10", "found nothing"},
           {"basedon: wm6-standard", "1:1 1:1", "did you mean `based-on`?"},
           {"Based-On: wm6-standard", "1:1 1:1", "did you mean `based-on`?"},
           {head + "based-on: wm6-classic", "2:1", ""},
           {head + "colour: red", "2:1", "unknown key `colour`"},
           {head + "polices: {4102: 1}", "2:1", "did you mean `policies`?"},
           {head + "steps: [{restart: }]", "2:1", "unknown key `steps`"},
           {head + "scenario: S", "2:1", "unknown key `scenario`"},
           {head + "given: {policies: {4102: 1}}", "2:1", "unknown key `given`"},
           {head + "running: [communicator-mobile]", "2:1", "unknown key `running`"},
           {head + "remembered: [game.exe]", "2:1", "unknown key `remembered`"},
           {head + "device: wm6-standard", "2:1", "unknown key `device`"},
           {head + "matrix: {a: [1]}", "2:1", "unknown key `matrix`"},
           {head + "imports: [a.reg]", "2:1", "did you mean `import`?"},
           {head + "import:", "2:8", "found nothing"},
           {head + "import: {a: b}", "2:9", "found a mapping"},
           {head + "import: [a.reg, [b.reg]]", "2:17", "found a list"},
           {head + "title: [x]", "2:8", "found a list"},
           {head + "configuration: one-tier-lockd", "2:16", "did you mean `one-tier-locked`?"},
           {head + "configuration: none", "2:16", "(legal: one-tier-locked"},
           {head + "configuration: [one-tier-locked]", "2:16", "found a list"},
           {head + "policies: [4102]", "2:11", "found a list"},
           {head + "policies: {grant-manger: 1}", "2:12", "did you mean `grant-manager`?"},
           {head + "policies: {4119: USER}", "2:18", "`USER`"},
           {head + "policies: {4119: 1, 0x1017: 2}", "2:21", "twice"},
           {head + "policies: {4119: 16}\nregistry: {'HKLM\\Security\\Policies\\Policies': {'00001017': 8}}", "3:60",
            "twice"},
           {head + "registry: {'HKLMM\\A': {x: 1}}", "2:12", ""},
           {head + "registry: {'HKLM\\A': {x: 1}, 'hklm\\a': {X: 2}}", "2:44", "twice"},
           {head + "stores: {ROTO: [a.cer]}", "2:10", "did you mean `ROOT`?"},
           {head + "stores: {ROOT: [{fil: a.cer}]}", "2:17 2:18", "did you mean `file`?"},
           {head + "stores: {ROOT: [{file: a.cer, part: users}]}", "2:37", "user"},
           {head + "operator-restricted: maybe", "2:22", "neither true nor false"},
           {head + "clock: noon", "2:8", "2009-06-01T12:00:00Z"},
           {head + "metabase: [A]", "2:11", "found a list"},
           {head + "metabase: A", "2:11", "found"},
           {head + "metabase: {A: 8}", "2:15", "expected a mapping"},
           {head + "metabase: {A: {}}", "2:15", "`access-role` is missing"},
           {head + "metabase: {A: {rw-access: 3}}", "2:15", "`access-role` is missing"},
           {head + "metabase: {A: {access-role: KING}}", "2:29", "`KING`"},
           {head + "metabase: {A: {access-role: 8, rw-access: 0}}", "2:43", "1 (read), 2 (write) or 3 (both)"},
           {head + "metabase: {A: {access-role: 8, rw-access: 4}}", "2:43", "1 (read), 2 (write) or 3 (both)"},
           {head + "metabase: {A: {access-role: 8, rw-access: both}}", "2:43", "`both`"},
           {head + "metabase: {A: {acces-role: 8}}", "2:15 2:16", "did you mean `access-role`?"},
           {head + "metabase: {A: {access-role: 8}, A: {access-role: 16}}", "2:33", ""},
           {head + "readings: [protected-keys]", "2:11", "found a list"},
           {head + "readings: protected-keys", "2:11", "found"},
           {head + "a: &x 1\nb: *x", "2:1", ""},
           {head + "title: 'x", "2:8", ""},
           {head + "---\nbased-on: wm6-standard", "2:1", ""},
       }) {
    SCOPED_TRACE(row.text);
    const Diagnostics diagnostics = ErrorsIn(row.text);
    ASSERT_FALSE(diagnostics.empty());
    if (!row.says.empty()) {
      EXPECT_EQ(row.places, Places(diagnostics)) << Lines(diagnostics);
    }
    EXPECT_TRUE(Says(diagnostics, row.says)) << Lines(diagnostics);
  }
}

// Design 5: wrong types are errors, at their own place.
TEST(ParseDeviceFile, RefusesAReadingThatIsNoWord) {
  for (const std::string_view readings : {"{protected-keys: [aa914678]}", "{protected-keys: {aa914678: yes}}",
                                          "{protected-keys: }", "{protected-keys: ''}"}) {
    const Diagnostics diagnostics = ErrorsIn("based-on: wm6-standard\nreadings: " + std::string(readings));
    EXPECT_FALSE(diagnostics.empty()) << readings;
  }
}

// Design 5: the same value given twice is an error; settings are compared in any case.
TEST(ParseDeviceFile, RefusesASettingOfTheMetabaseGivenTwice) {
  const Diagnostics diagnostics =
      ErrorsIn("based-on: wm6-standard\nmetabase: {'RAPI\\A': {access-role: 8}, 'rapi\\a': {access-role: 16}}");
  EXPECT_FALSE(diagnostics.empty());
}

TEST(ParseDeviceFile, FindsEveryErrorInOneGo) {
  EXPECT_EQ("1:11 2:1 3:12 4:15",
            Places(ErrorsIn("based-on: wm6-standrd\ncolour: red\npolicies: {4l02: 1}\nmetabase: {A: }\n")));
}

bool Describes(std::string_view text) {
  Diagnostics unread("");
  const auto node = ParseYaml(text, unread);
  return node && DescribesDevice(*node);
}

TEST(DescribesDevice, GoesByTheKeyBasedOn) {
  for (const std::string_view text : {"based-on: x", "title: x\nbased-on: [1]", "{based-on: }", "{\"based-on\": 1}"}) {
    EXPECT_TRUE(Describes(text)) << text;
  }
  for (const std::string_view text :
       {"", "based-on", "- based-on: x", "scenario: S\nsteps: []", "Based-on: x", "given: {based-on: x}",
        "# based-on: x", "based-on : x\n\tbad", "'based-on", "42"}) {
    EXPECT_FALSE(Describes(text)) << text;
  }
}

TEST(IsDeviceFile, IsAPathAndNoProfile) {
  for (const std::string_view path : {"a.yaml", "a.yml", "a.json", "sub/a", "./a", "../a.yaml", "/a", "a/"}) {
    EXPECT_TRUE(IsDeviceFile(path)) << path;
  }
  for (const Profile& profile : Profiles()) EXPECT_FALSE(IsDeviceFile(profile.name)) << profile.name;
  for (const std::string_view name : {"", "a", "yaml", "a.yaml2", "a.txt", "wm6"}) EXPECT_FALSE(IsDeviceFile(name));
}

}  // namespace
}  // namespace wmsim
