// WBXML: what libwbxml writes is read as the documents that it wrote, Microsoft's tokens as their table has them, and
// nothing hostile costs more than its bytes.
#include "emulator/wbxml.h"

#include <gtest/gtest.h>
#include <wbxml/wbxml.h>

#include <filesystem>
#include <string>
#include <vector>

#include "emulator/provisioning.h"
#include "emulator/xml_writer.h"
#include "tests/devices.h"
#include "tests/real_data.h"
#include "tests/test_files.h"

namespace wmsim {
namespace {

// What libwbxml makes of a document, or "" where it takes it for none.
std::string Encoded(std::string xml) {
  WBXMLConvXML2WBXML* converter = nullptr;
  if (wbxml_conv_xml2wbxml_create(&converter) != WBXML_OK) return "";
  WB_UTINY* bytes = nullptr;
  WB_ULONG size = 0;
  const WBXMLError error = wbxml_conv_xml2wbxml_run(converter, reinterpret_cast<WB_UTINY*>(xml.data()),
                                                    static_cast<WB_ULONG>(xml.size()), &bytes, &size);
  std::string encoded = error == WBXML_OK ? std::string(reinterpret_cast<char*>(bytes), size) : "";
  free(bytes);
  wbxml_conv_xml2wbxml_destroy(converter);
  return encoded;
}

// A document in which libwbxml wrote OMA's tokens into the paths of keys and files: there Microsoft's table gives them
// to other texts.
XmlElement AsMicrosoftReads(XmlElement element) {
  const std::pair<std::string_view, std::string_view> tokens[] = {
      {",", "MessengerService\\"}, {"HTTP-", "Default"}, {"BASIC", "Timeout"}, {"DIGEST", "Security"}};
  for (auto& [name, path] : element.attributes) {
    if (name != "type") continue;
    for (const auto& [written, read] : tokens) {
      for (std::size_t at = path.find(written); at != std::string::npos; at = path.find(written, at + read.size())) {
        path.replace(at, written.size(), read);
      }
    }
  }
  for (XmlElement& child : element.children) child = AsMicrosoftReads(std::move(child));
  return element;
}

// A tree without the blanks between its elements.
std::string TreeOf(XmlElement element) {
  std::string tree = "<" + element.name;
  for (const auto& [name, value] : element.attributes) tree += " " + name + "=[" + value + "]";
  tree += ">";
  for (XmlElement& child : element.children) tree += TreeOf(std::move(child));
  return tree + "</>";
}

std::string Read(const std::string& bytes) {
  const Result<XmlDocument> document = ReadWbxml(bytes);
  return document.ok() ? TreeOf(document.value().root) : "error: " + document.error().text;
}

TEST(ReadWbxml, ReadsTheRealDocumentsAsLibwbxmlWritesThem) {
  const auto folder = TestDataPath("provisioning");
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no provisioning documents: set WMSIM_TEST_DATA";
  int documents = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".xml" && entry.path().extension() != ".provxml") continue;
    const std::string xml = ReadAll(entry.path());
    const Result<XmlElement> root = ReadXml(xml);
    if (!root.ok() || root.value().name != kProvisioningRoot) continue;
    const std::string bytes = Encoded(xml);
    if (bytes.empty()) continue;
    EXPECT_TRUE(IsWbxml(bytes)) << entry.path().filename();
    EXPECT_EQ(Read(bytes), TreeOf(AsMicrosoftReads(root.value()))) << entry.path().filename();
    ++documents;
  }
  EXPECT_GT(documents, 50);
}

// Every token of WAP-183 that libwbxml has, in the attributes and values of a document.
TEST(ReadWbxml, ReadsTheTokensOfOma) {
  std::string xml = "<wap-provisioningdoc version=\"1.0\">";
  for (const char* type : {"PXLOGICAL", "NAPDEF", "APPLICATION", "APPADDR", "BOOTSTRAP", "ACCESS", "RESOURCE", "x"}) {
    xml += std::string("<characteristic type=\"") + type + "\">";
    for (const char* name : {"NAME", "PXADDR", "PUSHENABLED", "PPGAUTH-TYPE", "SPI", "APPID", "ADDR", "RULE", "y"}) {
      for (const char* value : {"IPV4", "GSM-GPRS", "CO-SEC-WSP", "HTTP-DIGEST", "AAA", "10.0.0.1", "", "\xC3\xBC"}) {
        xml += std::string("<parm name=\"") + name + "\" value=\"" + value + "\"/>";
      }
    }
    xml += "</characteristic>";
  }
  xml += "</wap-provisioningdoc>";
  const std::string bytes = Encoded(xml);
  ASSERT_FALSE(bytes.empty());
  EXPECT_LT(bytes.size(), xml.size() / 3);  // most of it in tokens
  EXPECT_EQ(Read(bytes), TreeOf(ReadXml(xml).value()));
}

// Version 1.3, public id 0x0B, UTF-8, and this string table.
std::string Head(const std::string& table = "") {
  return std::string("\x03\x0B\x6A", 3) + static_cast<char>(table.size()) + table;
}
const std::string kEnd(1, '\x01');

std::string Inline(const std::string& text) { return "\x03" + text + '\0'; }

// Sdk-facts 5.5: Microsoft's tokens, which libwbxml does not have.
TEST(ReadWbxml, ReadsTheTokensOfMicrosoft) {
  const auto in_document = [](const std::string& elements) { return Head() + "\x45" + elements + kEnd; };
  const auto in_security_policy = [&](const std::string& elements) {
    return in_document(std::string("\xC6\x00\x01\x05\x01", 5) + elements + kEnd);
  };
  const std::string page0("\x00\x00", 2);
  EXPECT_EQ(Read(in_security_policy("\xA1" + page0 + "\x05" + Inline("4097") + kEnd)),
            "<wap-provisioningdoc><characteristic type=[SecurityPolicy]><parm-query name=[4097]></></></>");
  EXPECT_EQ(Read(in_security_policy("\x87" + page0 + "\x05" + Inline("4102") + "\x06" + Inline("1") + kEnd)),
            "<wap-provisioningdoc><characteristic type=[SecurityPolicy]><parm name=[4102] value=[1]></></></>");
  EXPECT_EQ(Read(in_security_policy("\xA3" + page0 + "\x05" + Inline("a") + kEnd)),
            "<wap-provisioningdoc><characteristic type=[SecurityPolicy]><noparm name=[a]></></></>");
  // On page 1 a 05 is OMA's `name` in a parm, and Microsoft's type in a characteristic.
  EXPECT_EQ(Read(in_security_policy("\x87\x05" + Inline("4102") + kEnd)),
            "<wap-provisioningdoc><characteristic type=[SecurityPolicy]><parm name=[4102]></></></>");
  // type=[HKLM\Software\Microsoft\Windows]: an attribute of page 0, values of page 1.
  EXPECT_EQ(Read(in_document(std::string("\xC6\x50\x00\x01\x86\x8A\x8B\x8C\x01", 9) + "\x87" + page0 + "\x05" +
                             Inline("a") + "\x68\x70" + Inline("1") + kEnd + kEnd)),
            "<wap-provisioningdoc><characteristic type=[HKLM\\Software\\Microsoft\\Windows]>"
            "<parm name=[a] datatype=[integer] nooverwrite=[1]></></></>");
  EXPECT_EQ(Read(in_document(std::string("\xC6\x00\x03\x27\x01\xC6\x2B\x01\xA0\x00\x00\x50", 12) + Inline("x") +
                             "\x74" + Inline("true") + kEnd + kEnd + kEnd)),
            "<wap-provisioningdoc><characteristic type=[CertificateStore]><characteristic type=[ROOT]>"
            "<characteristic-query type=[x] recursive=[true]></></></></>");
}

TEST(ReadWbxml, ReadsLiteralsTheStringTableEntitiesAndOpaqueBytes) {
  const std::string table = std::string("parm-query\0", 11) + std::string("name\0", 5) + std::string("4097\0", 5);
  EXPECT_EQ(Read(Head(table) + "\x45\x84" + std::string("\0\x04\x0B\x83\x10\x01\x01", 7)),
            "<wap-provisioningdoc><parm-query name=[4097]></></>");
  EXPECT_EQ(Read(Head() + "\x45\x87\x05\x03" + "a" + std::string("\0\x02\x81\x3C\xC3\x02", 6) + "bc" + kEnd + kEnd),
            "<wap-provisioningdoc><parm name=[a\xC2\xBC"
            "bc]></></>");
}

TEST(ReadWbxml, SaysWhatIsWrong) {
  const std::string good = Head() + "\x45\x87\x05" + Inline("a") + kEnd + kEnd;
  ASSERT_EQ(Read(good), "<wap-provisioningdoc><parm name=[a]></></>");
  std::string deep = Head();
  for (int i = 0; i < 70; ++i) deep += "\x46";
  const struct {
    std::string bytes;
    std::string_view says;
  } rows[] = {
      {"", "ends too early"},
      {"<a/>", "not WBXML"},
      {"\x04\x0B\x6A" + std::string(1, '\0') + "\x05", "not WBXML"},
      {"\x03\x04\x6A" + std::string(1, '\0') + "\x05", "public id"},
      {"\x03\x0B\x04" + std::string(1, '\0') + "\x05", "UTF-8"},
      {std::string("\x03\x00\x00\x6A\x02x\x00\x05", 8), "public id"},
      {std::string("\x03\x0B\x6A\x7F\x05", 5), "ends too early"},
      {"\x03\x0B\x6A\xFF\xFF\xFF\xFF\xFF\x05", "32 bits"},
      {good + "x", "behind the end"},
      {good.substr(0, good.size() - 1), "ends too early"},
      {Head() + "\x3F", "unknown token 0x3f of page 0"},
      {Head() + "\x45\x87\x78" + kEnd + kEnd, "unknown token 0x78 of page 0"},
      {Head() + "\x45\x87\x05\xFE" + kEnd + kEnd, "unknown token 0xfe of page 0"},
      {Head() + "\x45\x87" + std::string("\x00\x07\x05", 3) + Inline("a") + kEnd + kEnd, "page 7"},
      {Head() + "\x45\x87\x05" + Inline("a") + "\x05" + Inline("b") + kEnd + kEnd, "twice"},
      {Head() + "\x45\x87" + Inline("a") + kEnd + kEnd, "without an attribute"},
      {Head() + "\x45\x87\x05\x83\x09" + kEnd + kEnd, "no end"},
      {Head() + "\x45\x87\x05\x03"
                "abc",
       "no end"},
      {Head() + "\x45\x87\x05" + Inline("\xFF") + kEnd + kEnd, "not UTF-8"},
      {Head() + "\x45\x87\x05\x02" + std::string(1, '\0') + kEnd + kEnd, "not UTF-8"},
      {Head() + "\x45\x87\x05\x02\x83\xB0\x00" + kEnd + kEnd, "not UTF-8"},
      {Head() + "\x45\x87\x05\xC3\x7F" + kEnd + kEnd, "ends too early"},
      {Head() + "\x45\x43" + kEnd + kEnd, "unknown token"},
      {deep, "64 levels"},
  };
  for (const auto& row : rows) {
    const std::string text = Read(row.bytes);
    EXPECT_TRUE(text.starts_with("error: ") && text.find(row.says) != std::string::npos) << row.says << ": " << text;
  }
}

// A text of the string table costs two bytes each time; what it makes is bounded.
TEST(ReadWbxml, BoundsWhatFewBytesMake) {
  std::string table(120, 'x');
  table += '\0';
  std::string bytes = Head(table) + "\x45\x87\x05";
  for (int i = 0; i < 200'000; ++i) bytes += std::string("\x83\x00", 2);
  EXPECT_NE(Read(bytes + kEnd + kEnd).find("16 MiB"), std::string::npos);
  std::string many = Head() + "\x45";
  for (int i = 0; i < 200'001; ++i) many += "\x06";
  EXPECT_NE(Read(many + kEnd).find("200,000"), std::string::npos);
}

TEST(ReadWbxml, AnswersForEveryBitThatFlipsAndEveryEnd) {
  const std::string table = std::string("parm-query\0", 11);
  const std::string good = Head(table) + "\x45\xC6\x50" + Inline("SecurityPolicy") + "\x01\x84" + std::string(1, '\0') +
                           "\x05\x83" + std::string(1, '\0') + "\x01\x01\x01";
  ASSERT_FALSE(Read(good).starts_with("error")) << Read(good);
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_TRUE(Read(good.substr(0, size)).starts_with("error: ")) << size;
  }
  for (std::size_t bit = 0; bit < 8 * good.size(); ++bit) {
    std::string flipped = good;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ 1 << bit % 8);
    EXPECT_LT(Read(flipped).size(), 1'000U);
  }
}

// Push messages carry either form, other ways text alone.
TEST(ProvisionOverPush, TakesTheBinaryForm) {
  const std::string bytes = Encoded(R"(<wap-provisioningdoc><characteristic type="SecurityPolicy">)"
                                    R"(<parm name="4102" value="0"/></characteristic></wap-provisioningdoc>)");
  ASSERT_FALSE(bytes.empty());
  for (const bool by_push : {true, false}) {
    Device device = BootProfile("wm6-standard");
    WritePolicy(device, policy::kUnauthenticatedMessage, 4096 + 64);
    WritePolicy(device, policy::kOtaProvisioning, 4096 + 64);
    WritePolicy(device, policy::kGrantManager, 64);
    const ProvisioningStep step{bytes, by_push ? DocumentRoute::kPush : DocumentRoute::kRom, {}, {}};
    const StepResult result = Provision(device, step);
    EXPECT_EQ(Word(result.outcome), Word(by_push ? Outcome::kApplied : Outcome::kInvalidInput)) << HeadlineOf(result);
    EXPECT_EQ(StateOf(device, policy::kUnsignedApps).registry, by_push ? 0U : 1U);
  }
}

}  // namespace
}  // namespace wmsim
