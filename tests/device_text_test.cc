// A device as a device file: reading the file gives the device back.
#include "scenarios/report/device_text.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/cli_runner.h"
#include "tests/devices.h"
#include "tests/real_data.h"
#include "tests/test_files.h"

namespace wmsim {
namespace {

using Words = std::vector<std::string>;

Words With(Words words, const Words& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

// Dumps a device as a file, and compares the dump of that file's device with its own.
void ExpectSameFromFile(const Cli& cli, const Words& options) {
  const CliResult file = cli.Run(With({"dump", "--format", "device"}, options));
  ASSERT_EQ(file.exit, 0) << file.err;
  cli.folder().Write("phone.yaml", file.out);
  EXPECT_EQ(cli.Run({"check", "phone.yaml"}).exit, 0) << file.out;
  const CliResult again = cli.Run({"dump", "--device", "phone.yaml"});
  ASSERT_EQ(again.exit, 0) << again.err;
  EXPECT_EQ(again.out, cli.Run(With({"dump"}, options)).out) << file.out;
}

TEST(DeviceText, IsTheDeviceOnEveryPlatform) {
  const Cli cli;
  const std::string root = std::string(WMSIM_SOURCE_DIR) + "/scenarios/suite/certs/contoso-root.cer";
  cli.folder().Write(
      "changes.reg",
      "REGEDIT4\n[-HKEY_LOCAL_MACHINE\\Security\\Policies]\n[HKEY_CURRENT_USER\\It's\\New]\n@=\"x\\\"y\"\n"
      "\"a\\\\b\"=hex:01,02\n\"m\"=hex(7):61,00,62,00,00\n\"e\"=hex(2):25,61,25,00\n\"d\"=dword:ffffffff\n"
      "\"line\"=hex(1):61,0a,62,00\n");
  cli.folder().Write("given.yaml",
                     "clock: 2010-01-01T00:00:00Z\nrevoked: [3q2+7wABAgMEBQYHCAkKCwwNDg8=]\n"
                     "metabase: {'Registry\\HKLM\\A': {access-role: 24, rw-access: 1}}\nfiles: {'\\made': folder}\n");
  for (const Profile& profile : Profiles()) {
    SCOPED_TRACE(profile.name);
    const std::string name(profile.name);
    ExpectSameFromFile(cli, {"--device", name});
    ExpectSameFromFile(cli, {"--device", name, "--set", "4119=16", "--store", "ROOT=" + root, "--operator-restricted"});
    ExpectSameFromFile(cli, {"--device", name, "--registry", "changes.reg", "--given", "given.yaml"});
    ExpectSameFromFile(cli, {"--device", name, "--configuration", "security-off", "--set", "4102=absent"});
  }
}

TEST(DeviceText, IsTheDeviceOfARealExport) {
  const std::filesystem::path folder = TestDataPath("regfiles");
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << folder << " is not there";
  const Cli cli;
  int files = 0;
  for (const auto& row : ReadTable(folder / "index.tsv")) {
    const std::string file = (folder / row.at("file")).string();
    const Words options{"--device", "wm5-pocket-pc", "--registry", file};
    if (cli.Run(With({"dump"}, options)).exit != 0) continue;
    SCOPED_TRACE(row.at("file"));
    ExpectSameFromFile(cli, options);
    ++files;
  }
  EXPECT_GE(files, 2);
}

TEST(DeviceText, StartsFromADeviceFile) {
  const Cli cli;
  cli.folder().Write("base.yaml", "based-on: wm5-smartphone\ntitle: ours\noperator-restricted: true\n");
  ExpectSameFromFile(cli, {"--device", "base.yaml", "--set", "4102=1"});
  const CliResult file = cli.Run({"dump", "--device", "base.yaml", "--format", "device"});
  EXPECT_EQ(file.out, "based-on: 'base.yaml'\noperator-restricted: true\n");
  cli.folder().Write("scenarios/open.yaml",
                     "scenario: S\ndevice: ../base.yaml\nsteps:\n  - operator-unlock:\n  - policy-set: {4102: 0}\n");
  cli.folder().Write("suite.yaml", "");
  const CliResult after = cli.Run({"dump", "--after", "scenarios/open.yaml", "--format", "device"});
  EXPECT_EQ(after.exit, 0) << after.err;
  EXPECT_NE(after.out.find("# not said here: that 4102 waits for a restart\n"), std::string::npos) << after.out;
  EXPECT_NE(after.out.find("operator-restricted: false\n"), std::string::npos) << after.out;
  cli.folder().Write("phone.yaml", after.out);
  EXPECT_EQ(cli.Run({"dump", "--device", "phone.yaml"}).exit, 0) << after.out;
}

TEST(DeviceText, NamesWhatNoDeviceFileSays) {
  const Cli cli;
  cli.folder().Write("proxy.xml",
                     "<wap-provisioningdoc><characteristic type=\"BOOTSTRAP\"><parm name=\"PROVURL\" value=\"x\"/>"
                     "</characteristic><characteristic type=\"FileOperation\"><characteristic type=\"\\a.lnk\">"
                     "<characteristic type=\"Shortcut\"><parm name=\"Source\" value=\"b\"/></characteristic>"
                     "</characteristic></characteristic></wap-provisioningdoc>");
  const CliResult file = cli.Run({"dump", "--device", "wm6-standard", "--running", "communicator-mobile", "--format",
                                  "device", "--after", "provision", "proxy.xml", "--origin", "rom"});
  EXPECT_EQ(file.out,
            "# not said here: the file \\a.lnk, 5 bytes\n# not said here: the setting BOOTSTRAP\\PROVURL\n"
            "# not said here: that communicator-mobile runs\nbased-on: 'wm6-standard'\n");
}

}  // namespace
}  // namespace wmsim
