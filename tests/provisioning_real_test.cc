// Real provisioning documents on every platform: what applies, what does not and why, and that nothing stays of a
// document that fails, wherever it fails.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/provisioning.h"
#include "emulator/xml_reader.h"
#include "emulator/xml_writer.h"
#include "policy_engine/number.h"
#include "tests/devices.h"
#include "tests/documents.h"
#include "tests/real_data.h"
#include "tests/test_files.h"

namespace wmsim {
namespace {

namespace fs = std::filesystem;

// Every document of the index and its folders, by its path below provisioning/.
std::vector<std::string> Documents() {
  const fs::path folder = TestDataPath("provisioning");
  std::vector<std::string> files;
  for (const std::string below : {"", "mslearn/", "more/"}) {
    if (!fs::exists(folder / below / "index.tsv")) continue;
    for (const Columns& row : ReadTable(folder / below / "index.tsv")) files.push_back(below + row.at("file"));
  }
  return files;
}

std::string BytesOf(const std::string& file) { return ReadAll(TestDataPath("provisioning/" + file)); }

// Documents that devices do not take, and why: placeholders of templates, answers and fragments, errors in print, a
// section of OMA's that no device of Microsoft's has, and encodings of a tool on the desktop.
const std::map<std::string_view, std::string_view> kNotTaken{
    {"006_PolicyAdd.xml", "provisioning-value-invalid"},
    {"007_PolicyQuery.xml", "provisioning-value-invalid"},
    {"021_spamo.chm__default_security_policy_xml_sdnt.htm.xml", "provisioning-value-invalid"},
    {"023_spamo.chm__ootstrapping_with_data_connectivity_information_a.xml", "provisioning-value-invalid"},
    {"025_spamo.chm__setting_security_policies_xwcq.htm.xml", "provisioning-value-invalid"},
    {"028_AddCert.xml", "provisioning-value-invalid"},
    {"031_QueryStore.xml", "provisioning-value-invalid"},
    {"032_RemoveCert.xml", "provisioning-malformed"},
    {"075_spamo.chm__configuring_the_registry_ota_example_cdmo.htm.xml", "provisioning-value-invalid"},
    {"079_spamo.chm__xml_message_example_ohjt.htm.xml", "provisioning-malformed"},
    {"086_prov-003.xml", "provisioning-provider-unknown"},
    {"mslearn/certstore_parm_query_output.xml", "provisioning-value-invalid"},
    {"mslearn/metabase_add_fragment.xml", "provisioning-malformed"},
    {"mslearn/response_noparm_error.xml", "provisioning-malformed"},
    {"more/001_SecCfgMgr_Locked.xml", "provisioning-malformed"},
    {"more/002_SecCfgMgr_One-Tier_Mobile2Market_Locked.xml", "provisioning-malformed"},
    {"more/003_SecCfgMgr_One-Tier_Prompt.xml", "provisioning-malformed"},
    {"more/004_SecCfgMgr_Security_Off.xml", "provisioning-malformed"},
    {"more/005_SecCfgMgr_Two-Tier_Mobile2Market_Locked.xml", "provisioning-malformed"},
    {"more/006_SecCfgMgr_Two-Tier_Prompt.xml", "provisioning-malformed"},
};

TEST(RealDocuments, ApplyFromTheRomOrSayWhyNot) {
  const auto files = Documents();
  if (files.empty()) GTEST_SKIP() << "no real provisioning documents: set WMSIM_TEST_DATA";
  int applied = 0;
  for (const std::string& file : files) {
    SCOPED_TRACE(file);
    const std::string bytes = BytesOf(file);
    Device device = BootProfile("wm6-standard");
    const Device before = device;
    const StepResult result = Provision(device, {bytes, DocumentRoute::kRom, {}, {}});
    if (!ReadXml(bytes).ok()) {
      EXPECT_EQ(result.outcome, Outcome::kInvalidInput);
    } else {
      const auto refused = kNotTaken.find(file);
      EXPECT_EQ(HeadlineOf(result), refused != kNotTaken.end() ? refused->second : "-");
    }
    if (result.outcome == Outcome::kApplied) {
      ++applied;
    } else {
      EXPECT_EQ(device, before);
    }
  }
  EXPECT_GE(applied, 70);
}

// The documents of security configurations, by a part of their names.
struct NamedConfiguration {
  std::string_view in_name, configuration;
};
constexpr NamedConfiguration kConfigurations[] = {
    {"OneTierLocked", "one-tier-locked"},
    {"OneTierPrompt", "one-tier-prompt"},
    {"TwoTierLocked", "two-tier-locked"},
    {"TwoTierPrompt", "two-tier-prompt"},
    {"SecurityOff", "security-off"},
    {"SecCfgMgr_Locked", "powertoy-locked"},
    {"SecCfgMgr_One-Tier_Mobile2Market_Locked", "powertoy-one-tier-mobile2market"},
    {"SecCfgMgr_One-Tier_Prompt", "powertoy-one-tier-prompt"},
    {"SecCfgMgr_Security_Off", "powertoy-security-off"},
    {"SecCfgMgr_Two-Tier_Mobile2Market_Locked", "powertoy-two-tier-mobile2market"},
    {"SecCfgMgr_Two-Tier_Prompt", "powertoy-two-tier-prompt"},
};

std::string_view ConfigurationIn(const std::string& file) {
  for (const NamedConfiguration& row : kConfigurations) {
    if (file.find(row.in_name) != std::string::npos) return row.configuration;
  }
  return "";
}

// The powertoy's own files are in the encodings of its desktop; a device gets them in UTF-8 without a mark.
std::string AsADeviceTakesIt(const std::string& bytes) {
  const auto document = ReadXmlDocument(bytes);
  EXPECT_TRUE(document.ok());
  return document.ok() ? WriteXml(document.value().root) : "";
}

TEST(RealConfigurations, AreNamedByTheDetectorOnEveryPlatform) {
  int documents = 0;
  for (const std::string& file : Documents()) {
    const std::string_view configuration = ConfigurationIn(file);
    if (configuration.empty()) continue;
    ++documents;
    const std::string bytes = AsADeviceTakesIt(BytesOf(file));
    for (const Profile& profile : Profiles()) {
      SCOPED_TRACE(file + " on " + std::string(profile.name));
      Device device = BootProfile(profile);
      const bool has_stores = FindStorePart(profile, kPrivilegedStore, kSystemPart) != nullptr;
      const StepResult result = Provision(device, {bytes, DocumentRoute::kRom, {}, {}});
      if (file.find("SecCfgMgr") != std::string::npos && !has_stores) {
        EXPECT_EQ(HeadlineOf(result), "provisioning-value-invalid");
        continue;
      }
      EXPECT_EQ(result.outcome, Outcome::kApplied);
      const ConfigurationMatch match = ConfigurationOf(device);
      EXPECT_EQ(match.configuration->name, configuration);
      EXPECT_TRUE(match.differing.empty());
    }
  }
  if (documents == 0) GTEST_SKIP() << "no real provisioning documents: set WMSIM_TEST_DATA";
  EXPECT_EQ(documents, 14);
}

// Cuts everything behind element number `kept` away, in the order of the document. Returns how many were kept.
std::size_t Cut(XmlElement& node, std::size_t kept) {
  std::size_t seen = 0;
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    if (seen == kept) {
      node.children.resize(i);
      break;
    }
    ++seen;
    seen += Cut(node.children[i], kept - seen);
  }
  return seen;
}

std::size_t Count(const XmlElement& node) {
  std::size_t count = 0;
  for (const XmlElement& child : node.children) count += 1 + Count(child);
  return count;
}

// An element that a provider fails on, for the last section of a document; a section of its own behind one that is only
// recorded.
void Spoil(XmlElement& root) {
  const std::map<std::string, std::string_view> bad{
      {"SecurityPolicy", R"(<parm name="4119" value="x"/>)"},      {"Registry", R"(<characteristic type="NOHIVE"/>)"},
      {"CertificateStore", R"(<characteristic type="NoStore"/>)"}, {"Metabase", R"(<parm name="x" value="1"/>)"},
      {"FileOperation", R"(<nocharacteristic type="x"/>)"},        {"Install", R"(<noparm name="x"/>)"},
      {"LoaderRevocation", R"(<characteristic type="x"/>)"},       {"BOOTSTRAP", R"(<characteristic type="x"/>)"},
  };
  XmlElement& last = root.children.back();
  const std::string* type = FindAttribute(last, "type");
  const auto row = type != nullptr ? bad.find(*type) : bad.end();
  if (last.name == "characteristic" && row != bad.end()) {
    last.children.push_back(ReadXml(row->second).value());
  } else {
    root.children.push_back(ReadXml("<characteristic type=\"NoSuchProvider\"/>").value());
  }
}

// Whatever has been carried out before the element that fails is undone: after each of up to forty elements of every
// document.
TEST(RealDocuments, AreUndoneWhereverTheyFail) {
  std::size_t places = 0;
  for (const std::string& file : Documents()) {
    const auto document = ReadXmlDocument(BytesOf(file));
    if (!document.ok() || kNotTaken.contains(file)) continue;
    SCOPED_TRACE(file);
    const Device before = BootProfile("wm6-standard");
    const std::size_t count = Count(document.value().root);
    for (std::size_t kept = 1; kept <= count; kept += 1 + count / 40) {
      XmlElement root = document.value().root;
      Cut(root, kept);
      Spoil(root);
      Device device = before;
      const std::string bytes = WriteXml(root);
      const StepResult result = Provision(device, {bytes, DocumentRoute::kRom, {}, {}});
      ASSERT_EQ(result.outcome, Outcome::kRefused) << kept;
      ASSERT_EQ(device, before) << kept;
      ASSERT_TRUE(result.changes.empty()) << kept;
      ++places;
    }
  }
  if (places == 0) GTEST_SKIP() << "no real provisioning documents: set WMSIM_TEST_DATA";
  EXPECT_GT(places, 600U);
}

TEST(NotWellFormedDocuments, ReachNoDevice) {
  const auto index = TestDataPath("xml/index.tsv");
  if (!fs::exists(index)) GTEST_SKIP() << "no XML documents: set WMSIM_TEST_DATA";
  int documents = 0;
  for (const Columns& row : ReadTable(index)) {
    const std::string bytes = ReadAll(TestDataPath("xml/" + row.at("file")));
    if (ReadXml(bytes).ok()) continue;
    SCOPED_TRACE(row.at("file"));
    Device device = BootProfile("wm6-standard");
    const Device before = device;
    EXPECT_EQ(Provision(device, {bytes, DocumentRoute::kRom, {}, {}}).outcome, Outcome::kInvalidInput);
    EXPECT_EQ(device, before);
    ++documents;
  }
  EXPECT_GT(documents, 50);
}

}  // namespace
}  // namespace wmsim
