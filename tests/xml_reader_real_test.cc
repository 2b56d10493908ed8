// Real XML documents, and the damaged ones of other projects: read or refused as their indices say.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "emulator/xml_reader.h"
#include "tests/real_data.h"
#include "tests/test_files.h"

namespace wmsim {
namespace {

void ExpectRead(const std::string& file, bool expected) {
  SCOPED_TRACE(file);
  ASSERT_TRUE(std::filesystem::exists(TestDataPath(file)));
  const auto root = ReadXml(ReadAll(TestDataPath(file)));
  EXPECT_EQ(root.ok(), expected) << (root.ok() ? "read" : root.error().text);
  if (root.ok()) return;
  EXPECT_FALSE(root.error().text.empty());
  EXPECT_GT(root.error().line, 0);
  EXPECT_GT(root.error().column, 0);
}

TEST(RealProvisioningDocuments, AreReadOrRefusedAsTheirIndexSays) {
  const auto index = TestDataPath("provisioning/index.tsv");
  if (!std::filesystem::exists(index)) GTEST_SKIP() << "no real provisioning documents: set WMSIM_TEST_DATA";
  const auto rows = ReadTable(index);
  ASSERT_GT(rows.size(), 60U);
  for (const Columns& row : rows) ExpectRead("provisioning/" + row.at("file"), row.at("wellformed") == "wf");
  for (const Columns& row : ReadTable(TestDataPath("provisioning/mslearn/index.tsv"))) {
    ExpectRead("provisioning/mslearn/" + row.at("file"), row.at("wellformed") == "yes");
  }
  for (const Columns& row : ReadTable(TestDataPath("provisioning/more/index.tsv"))) {
    ExpectRead("provisioning/more/" + row.at("file"), true);
  }
}

// The Security Configuration Manager writes UTF-8 and UTF-16LE, both with a mark.
TEST(RealProvisioningDocuments, AreInTheEncodingsOfTheirIndex) {
  const auto index = TestDataPath("provisioning/more/index.tsv");
  if (!std::filesystem::exists(index)) GTEST_SKIP() << "no real provisioning documents: set WMSIM_TEST_DATA";
  std::map<XmlEncoding, int> marked;
  for (const Columns& row : ReadTable(index)) {
    SCOPED_TRACE(row.at("file"));
    const std::string& note = row.at("note");
    const auto document = ReadXmlDocument(ReadAll(TestDataPath("provisioning/more/" + row.at("file"))));
    ASSERT_TRUE(document.ok());
    const XmlTraits& traits = document.value().traits;
    EXPECT_EQ(traits.has_byte_order_mark, note.find("BOM") != std::string::npos);
    EXPECT_EQ(traits.encoding == XmlEncoding::kUtf16Le, note.find("utf-16le") != std::string::npos);
    if (traits.has_byte_order_mark) ++marked[traits.encoding];
  }
  EXPECT_EQ(marked[XmlEncoding::kUtf8], 3);
  EXPECT_EQ(marked[XmlEncoding::kUtf16Le], 3);
}

// The W3C suite: `expected` begins with wf or not-wf. Two documents are wrong in their external subset alone, which is
// not opened; .ent files are parts of documents.
TEST(XmlConformanceSuite, IsReadOrRefusedAsItsIndexSays) {
  const auto index = TestDataPath("xml/index.tsv");
  if (!std::filesystem::exists(index)) GTEST_SKIP() << "no conformance suite: set WMSIM_TEST_DATA";
  int read = 0;
  int refused = 0;
  for (const Columns& row : ReadTable(index)) {
    const std::string& file = row.at("file");
    if (!file.starts_with("w3c_")) continue;
    const bool is_wrong_outside = file == "w3c_notwf_notsa/003.xml" || file == "w3c_notwf_notsa/006.xml";
    const bool is_read = (row.at("expected").starts_with("wf") && !file.ends_with(".ent")) || is_wrong_outside;
    ExpectRead("xml/" + file, is_read);
    ++(is_read ? read : refused);
  }
  EXPECT_GT(read, 30);
  EXPECT_GT(refused, 90);
}

// Other projects' damaged documents, entity bombs and encodings: whatever the answer, it is one.
TEST(XmlConformanceSuite, BringsNothingDown) {
  const auto folder = TestDataPath("xml");
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no conformance suite: set WMSIM_TEST_DATA";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const std::string bytes = ReadAll(entry.path());
    for (const std::size_t size : {bytes.size(), bytes.size() / 2, bytes.size() / 3}) {
      const auto root = ReadXml(std::string_view(bytes).substr(0, size));
      if (root.ok()) continue;
      EXPECT_EQ(root.error().text.find('\n'), std::string::npos) << entry.path();
      EXPECT_GT(root.error().line, 0) << entry.path();
    }
  }
  ExpectRead("xml/libxml2_recurse/good.xml", true);
  ExpectRead("xml/libxml2_recurse/good_attr.xml", true);
  ExpectRead("xml/libxml2_recurse/lol_classic.xml", false);
  ExpectRead("xml/libxml2_recurse/lol_long_value.xml", false);
  ExpectRead("xml/libxml2_recurse/lol_eg.xml", false);
  ExpectRead("xml/libxml2_recurse/lol_ep.xml", false);
}

}  // namespace
}  // namespace wmsim
