// Real registry files of devices: their policies and certificates, and where one is refused.
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <sstream>
#include <string>

#include "emulator/reg_file.h"
#include "tests/real_data.h"
#include "tests/test_files.h"

namespace wmsim {
namespace {

TEST(RealRegFiles, OfDevicesHoldTheirPoliciesAndCertificates) {
  const auto index = TestDataPath("regfiles/index.tsv");
  if (!std::filesystem::exists(index)) GTEST_SKIP() << "no registry files: set WMSIM_TEST_DATA";
  // Where a file is refused. 001 is damaged, the others are the sources of images, not exports.
  const std::map<std::string, int> refused = {{"001", 260}, {"002", 28},   {"003", 28}, {"009", 31},
                                              {"010", 1},   {"011", 4430}, {"012", 1}};
  for (const Columns& row : ReadTable(index)) {
    const std::string& name = row.at("file");
    SCOPED_TRACE(name);
    if (!name.ends_with(".reg")) continue;
    const std::string bytes = ReadAll(TestDataPath("regfiles/" + name));
    const auto strict = ReadRegFile(bytes);
    const auto line = refused.find(name.substr(0, 3));
    ASSERT_EQ(strict.ok(), line == refused.end()) << strict.error().text << strict.error().line;
    if (!strict.ok()) {
      EXPECT_EQ(strict.error().line, line->second) << strict.error().text;
    }
    if (!strict.ok() && name.substr(0, 3) != "001") continue;

    const auto file = ReadRegFile(bytes, BadLines::kPassOver);
    ASSERT_TRUE(file.ok()) << file.error().text;
    EXPECT_EQ(file.value().passed_over.has_value(), !strict.ok());
    std::set<std::string> policies;
    int blobs = 0;
    for (const RegSetting& setting : file.value().settings) {
      if (setting.key == R"(HKLM\Security\Policies\Policies)" && setting.data) {
        policies.insert(*setting.name + "=" + FormatRegistryData(*setting.data));
      }
      if (setting.name == "Blob") ++blobs;
    }
    EXPECT_EQ(std::to_string(blobs), row.at("cert_blobs"));
    std::istringstream expected(row.at("policy_values"));
    for (std::string policy; expected >> policy;) {
      const std::size_t data = policy.find("dword:") + 6;
      const auto number = static_cast<std::uint32_t>(std::stoul(policy.substr(data), nullptr, 16));
      EXPECT_TRUE(policies.contains(policy.substr(0, data) + std::to_string(number))) << policy;
    }
  }
}

}  // namespace
}  // namespace wmsim
