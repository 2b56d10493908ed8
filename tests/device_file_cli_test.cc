// Device files among scenarios, and on the command line.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/device_file_suite.h"

namespace wmsim {
namespace {

using Json = nlohmann::json;

// Device files among scenarios.

TEST_F(DeviceFileTest, IsNotRunAmongScenarios) {
  Write("phone.yaml", "based-on: wm5-smartphone\n");
  Write("wrong.yaml", "based-on: wm5-smartphone\ncolour: red\n");
  folder().Write("suite/s.yaml", "scenario: S\ndevice: devices/phone.yaml\nsteps:\n  - restart:\n");
  const CliResult text = Wmsim({"run", "."});
  EXPECT_EQ(0, text.exit) << text;
  EXPECT_EQ("", text.err);
  EXPECT_TRUE(text.Says("1 passed, 0 failed")) << text;
  const CliResult json = Wmsim({"run", ".", "--format", "json"});
  const Json report = Json::parse(json.out);
  EXPECT_EQ(1, report.at("summary").at("total"));
  EXPECT_EQ(1U, report.at("scenarios").size());
  EXPECT_EQ("devices/phone.yaml", report.at("scenarios")[0].at("device"));
}

// Design 6: exit status 2 where nothing is selected.
TEST_F(DeviceFileTest, AloneIsNothingToRun) {
  Write("phone.yaml", "based-on: wm5-smartphone\n");
  for (const char* path : {"devices", "devices/phone.yaml"}) {
    const CliResult result = Wmsim({"run", path});
    EXPECT_EQ(2, result.exit) << result;
    EXPECT_EQ(1, result.ErrorLines()) << result;
    EXPECT_EQ("", result.out);
  }
}

TEST_F(DeviceFileTest, IsChecked) {
  Write("phone.yaml", "based-on: wm5-smartphone\n");
  folder().Write("suite/s.yaml", "scenario: S\nsteps:\n  - restart:\n");
  const CliResult good = Wmsim({"check", "."});
  EXPECT_EQ(0, good.exit) << good;
  EXPECT_TRUE(good.Says("2 files, 1 cases, 0 errors")) << good;
  EXPECT_EQ(0, Wmsim({"check", "devices/phone.yaml"}).exit);
  Write("wrong.yaml", "based-on: wm5-smartphone\ncolour: red\npolicies: {grant-manger: 16}\n");
  Write("worse.yaml", "title: x\nbased-on: wm5-smartfone\n");
  for (const char* path : {".", "devices"}) {
    const CliResult bad = Wmsim({"check", path});
    EXPECT_EQ(2, bad.exit) << bad;
    EXPECT_EQ(3, bad.ErrorLines()) << bad;
    EXPECT_TRUE(bad.Complains("devices/wrong.yaml:2:1: unknown key `colour`")) << bad;
    EXPECT_TRUE(bad.Complains("devices/wrong.yaml:3:12: ")) << bad;
    EXPECT_TRUE(bad.Complains("devices/worse.yaml:2:11: ")) << bad;
  }
}

// Design 6: a cause is told at its place, which is in the device file, and once.
TEST_F(DeviceFileTest, IsToldWhereItNamesAFileThatIsNotThere) {
  Write("phone.yaml", "based-on: wm5-smartphone\nimport: [missing.reg]\n");
  folder().Write("suite/s.yaml", "scenario: S\ndevice: devices/phone.yaml\nsteps:\n  - restart:\n");
  const std::string error = "devices/phone.yaml:2:10: `missing.reg`: no such file\n";
  for (const char* path : {".", "devices", "devices/phone.yaml", "s.yaml"}) {
    const CliResult check = Wmsim({"check", path});
    EXPECT_EQ(2, check.exit) << check;
    EXPECT_EQ(error, check.err);
    EXPECT_TRUE(check.Says(" 1 error\n")) << check;
  }
  const CliResult run = Wmsim({"run", "s.yaml"});
  EXPECT_EQ(2, run.exit) << run;
  EXPECT_EQ(error, run.err);
  const CliResult from_elsewhere = Wmsim({"run", "suite/s.yaml"}, folder().path());
  EXPECT_EQ("suite/" + error, from_elsewhere.err);
}

// suite.yaml is no scenario: it is checked as what it is.
TEST_F(DeviceFileTest, LiesBesideASuiteFileThatIsCheckedToo) {
  const CliResult good = Wmsim({"check", "suite.yaml"});
  EXPECT_EQ(0, good.exit) << good;
  EXPECT_TRUE(good.Says("1 files, 0 cases, 0 errors")) << good;
  struct Row {
    std::string text;
    std::string says;
  };
  for (const Row& row : std::vector<Row>{
           {"device: guide-pocket-pc\nrots: x\n", "suite.yaml:2:1: unknown key `rots`"},
           {"device: guide-pocket-pc\nroots: gone\n", "suite.yaml:2:8: `gone`: "},
           {"tags: a\ndevice: devices/gone.yaml\n", "suite.yaml:2:9: `devices/gone.yaml`: no such file"},
       }) {
    folder().Write("suite/suite.yaml", row.text);
    const CliResult bad = Wmsim({"check", "suite.yaml"});
    EXPECT_EQ(2, bad.exit) << bad;
    EXPECT_EQ(1, bad.ErrorLines()) << bad;
    EXPECT_TRUE(bad.err.starts_with(row.says)) << bad;
  }
  folder().Write("suite/suite.yaml", "device: guide-pocket-pc\n");
  const CliResult run = Wmsim({"run", "suite.yaml"});
  EXPECT_EQ(2, run.exit) << run;
  EXPECT_EQ("suite.yaml: the settings of a suite have no steps: run the suite's folder\n", run.err);
}

// Design 6: check finds all errors in scenario and device files. What is no contradiction is none on every device.
TEST_F(DeviceFileTest, IsCheckedForReadingsThatAreNone) {
  Write("phone.yaml", "based-on: wm5-smartphone\nreadings: {colour-of-the-case: dd425351}\n");
  const CliResult result = Wmsim({"check", "devices/phone.yaml"});
  EXPECT_EQ(2, result.exit) << result;
  EXPECT_TRUE(result.err.starts_with("devices/phone.yaml:2:12: ")) << result;
}

// On the command line.

TEST_F(DeviceFileTest, IsADeviceOfTheCommandLine) {
  Write("phone.yaml", "based-on: wm6-professional\npolicies: {4102: 0}\n");
  const CliResult result =
      Wmsim({"try", "run-app", "game.exe", "--signed-by", "none", "--device", "devices/phone.yaml"});
  EXPECT_EQ(1, result.exit) << result;
  EXPECT_TRUE(result.FirstLine().starts_with("blocked: run-app")) << result;
  EXPECT_EQ(0, Wmsim({"try", "run-app", "game.exe", "--signed-by", "none", "--device", "devices/phone.yaml", "--set",
                      "4102=1"})
                   .exit);
  EXPECT_EQ(0, Wmsim({"try", "run-app", "game.exe", "--signed-by", "none", "--device", "devices/phone.yaml",
                      "--configuration", "security-off"})
                   .exit);
  const CliResult dump = Wmsim({"dump", "--device", "devices/phone.yaml", "--format", "json"});
  EXPECT_EQ(0, dump.exit) << dump;
  EXPECT_EQ("wm6-professional", Json::parse(dump.out).at("device"));
}

// Design 6: a cause is told as FILE:LINE:COLUMN. The file is one that can be opened from here, and the place is in it.
TEST_F(DeviceFileTest, TellsThePlaceInTheFileThatItNames) {
  folder().Write("suite/imports/export.reg", "REGEDIT4\n\n[HKEY_LOCAL_MACHINE\\A]\n\"x\"=dword:zz\n");
  Write("colour.yaml", "based-on: wm6-professional\n\ncolour: red\n");
  Write("reading.yaml", "based-on: wm6-professional\n\nreadings: {colour: red}\n");
  Write("import.yaml", "based-on: wm6-professional\nimport: [../imports/export.reg]\n");
  Write("store.yaml", "# 1\n# 2\n# 3\nbased-on: wm6-professional\nstores: {ROOT: [../certs/missing.cer]}\n");
  Write("part.yaml",
        "# 1\n# 2\nbased-on: wm5-smartphone\nstores: {ROOT: [{file: ../certs/contoso-root.cer, part: user}]}\n");
  Write("on-colour.yaml", "based-on: colour.yaml\n");
  Write("on-missing.yaml", "based-on: missing.yaml\n");
  struct Row {
    std::string device;
    std::vector<std::string> places;  // one of these begins the line
  };
  for (const Row& row : std::vector<Row>{
           {"colour.yaml", {"devices/colour.yaml:3:1: "}},
           {"reading.yaml", {"devices/reading.yaml:3:12: "}},
           {"import.yaml", {"imports/export.reg:4:", "devices/../imports/export.reg:4:"}},
           {"store.yaml", {"devices/store.yaml:5:17: ", "certs/missing.cer: ", "devices/../certs/missing.cer: "}},
           {"part.yaml", {"devices/part.yaml:4:17: "}},
           {"on-colour.yaml", {"devices/colour.yaml:3:1: "}},
           {"on-missing.yaml", {"devices/missing.yaml: ", "devices/on-missing.yaml:1:11: "}},
       }) {
    const CliResult result = Wmsim({"try", "restart", "--device", "devices/" + row.device});
    SCOPED_TRACE(row.device);
    EXPECT_EQ(2, result.exit) << result;
    EXPECT_EQ("", result.out);
    EXPECT_EQ(1, result.ErrorLines()) << result;
    bool found = false;
    for (const std::string& place : row.places) found = found || result.err.starts_with(place);
    EXPECT_TRUE(found) << result;
  }
}

// A scenario's own lines end before line 5: no place of another file is passed off as one of the scenario's.
TEST_F(DeviceFileTest, TellsNoPlaceOfAnotherFileAsOneOfTheScenario) {
  Write("export.reg", "REGEDIT4\n\n\n\n[HKEY_LOCAL_MACHINE\\A]\n\"x\"=dword:zz\n");
  Write("import.yaml", "based-on: wm6-professional\nimport: [export.reg]\n");
  Write("colour.yaml", "# 1\n# 2\n# 3\n# 4\n# 5\nbased-on: wm6-professional\ncolour: red\n");
  Write("store.yaml", "# 1\n# 2\n# 3\n# 4\nbased-on: wm6-professional\nstores: {ROOT: [../certs/missing.cer]}\n");
  for (const auto& [device, place] : std::vector<std::pair<std::string, std::string>>{
           {"import.yaml", "export.reg:6"}, {"colour.yaml", "colour.yaml:7"}, {"store.yaml", "missing.cer"}}) {
    SCOPED_TRACE(device);
    const std::string text = Run("device: ../devices/" + device + "\nsteps:\n  - restart:\n");
    EXPECT_TRUE(text.starts_with("error:")) << text;
    EXPECT_TRUE(Holds(text, place)) << text;
    for (int line = 5; line <= 9; ++line) {
      EXPECT_FALSE(Holds(text, "s.yaml:" + std::to_string(line) + ":")) << text;
    }
  }
}

// docs/json.md: no absolute path is in it, wherever wmsim is called.
TEST_F(DeviceFileTest, TellsNoAbsolutePathInJson) {
  Write("import.yaml", "based-on: wm6-professional\nimport: [missing.reg]\n");
  Write("colour.yaml", "based-on: wm6-professional\ncolour: red\n");
  Write("base.yaml", "based-on: missing.yaml\n");
  Write("store.yaml", "based-on: wm6-professional\nstores: {ROOT: [missing.cer]}\n");
  folder().Write("elsewhere/a.txt", "");
  for (const char* device : {"import.yaml", "colour.yaml", "base.yaml", "store.yaml", "missing.yaml"}) {
    folder().Write("suite/s.yaml", "scenario: S\ndevice: devices/" + std::string(device) + "\nsteps:\n  - restart:\n");
    for (const char* below : {"suite", "elsewhere"}) {
      const CliResult result = Wmsim({"run", "../suite/s.yaml", "--format", "json"}, folder().path() / below);
      EXPECT_EQ(2, result.exit) << result;
      EXPECT_FALSE(result.Says(folder().path().string())) << device << " in " << below << ": " << result;
    }
  }
}

// A device file is no scenario that a device could go through.
TEST_F(DeviceFileTest, IsNothingToDumpADeviceAfter) {
  Write("phone.yaml", "based-on: wm6-professional\n");
  const CliResult result = Wmsim({"dump", "--after", "devices/phone.yaml"});
  EXPECT_EQ(2, result.exit) << result;
  EXPECT_EQ("", result.out);
  EXPECT_EQ(1, result.ErrorLines()) << result;
  EXPECT_TRUE(result.err.starts_with("devices/phone.yaml: ")) << result;
}

}  // namespace
}  // namespace wmsim
