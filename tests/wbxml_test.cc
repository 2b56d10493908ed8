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
  const bool is_blank = element.text.find_first_not_of(" \t\r\n") == std::string::npos;
  if (!is_blank) tree += element.text;
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

// Version 1.3, public id 0x0B, UTF-8, and this string table.
std::string Head(const std::string& table = "") {
  const std::string size{static_cast<char>(0x80 | table.size() >> 7), static_cast<char>(table.size() & 0x7F)};
  return "\x03\x0B\x6A" + size + table;
}
const std::string kEnd(1, '\x01');

std::string Inline(const std::string& text) { return "\x03" + text + '\0'; }

// What libwbxml reads, or "" where it does not know a token or takes the bytes for no document.
std::string Decoded(std::string bytes) {
  WBXMLConvWBXML2XML* converter = nullptr;
  if (wbxml_conv_wbxml2xml_create(&converter) != WBXML_OK) return "";
  WB_UTINY* xml = nullptr;
  WB_ULONG size = 0;
  const WBXMLError error = wbxml_conv_wbxml2xml_run(converter, reinterpret_cast<WB_UTINY*>(bytes.data()),
                                                    static_cast<WB_ULONG>(bytes.size()), &xml, &size);
  const std::string text = error == WBXML_OK ? std::string(reinterpret_cast<char*>(xml), size) : "";
  free(xml);
  wbxml_conv_wbxml2xml_destroy(converter);
  const Result<XmlElement> root = ReadXml(text);
  const bool knows = root.ok() && text.find("unknown") == std::string::npos;
  return knows ? TreeOf(root.value()) : "";
}

// Every token that libwbxml has, in an element, in a parm and in the value of one: it has those of WAP and OMA.
TEST(ReadWbxml, ReadsEveryTokenThatLibwbxmlHas) {
  int known = 0;
  for (int page = 0; page < 4; ++page) {
    const std::string on_page{'\0', static_cast<char>(page)};
    for (int token = 5; token < 0x100; ++token) {
      const std::string byte(1, static_cast<char>(token));
      std::vector<std::string> documents;
      if (token < 0x40) documents.push_back(Head() + "\x45" + on_page + byte + kEnd);
      if (token < 0x80) documents.push_back(Head() + "\x45\x87" + on_page + byte + kEnd + kEnd);
      if (token >= 0x85 && (token < 0xC0 || token > 0xC4)) {
        documents.push_back(Head() + "\x45\x87\x06" + on_page + byte + kEnd + kEnd);
      }
      for (const std::string& document : documents) {
        std::string expected = Decoded(document);
        if (expected.empty()) continue;
        ++known;
        if (const auto slip = expected.find("TRETRA"); slip != std::string::npos) expected.erase(slip + 1, 1);
        EXPECT_EQ(Read(document), expected) << "page " << page << ", token " << token;
      }
    }
  }
  EXPECT_GT(known, 150);
}

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

// What WBXML 1.3 allows and encoders seldom write.
TEST(ReadWbxml, ReadsOtherHeadersPagesLiteralsAndText) {
  const std::string id = std::string("-//WAPFORUM//DTD PROV 1.0//EN\0", 30);
  EXPECT_EQ(Read(std::string("\x01\x00\x00\x6A\x1E", 5) + id + "\x05"), "<wap-provisioningdoc></>");
  EXPECT_TRUE(IsWbxml(std::string("\x01\x00\x00\x6A\x1E", 5) + id + "\x05"));
  for (const char charset : {'\x00', '\x03'}) {
    EXPECT_EQ(Read(std::string("\x02\x0B") + charset + std::string(1, '\0') + "\x05"), "<wap-provisioningdoc></>");
  }
  // Tags of page 1, and back: each space has a page of its own.
  EXPECT_EQ(Read(Head() + "\x45" + std::string("\x00\x01\x87\x05", 4) + Inline("a") + kEnd +
                 std::string("\x00\x00\x20", 3) + kEnd),
            "<wap-provisioningdoc><parm name=[a]></><characteristic-query></></>");
  const std::string name(std::string("x\0", 2));
  EXPECT_EQ(Read(Head(name) + "\x45\x04" + std::string(1, '\0') + kEnd), "<wap-provisioningdoc><x></></>");
  EXPECT_EQ(Read(Head(name) + "\x45\x44" + std::string(1, '\0') + Inline("text") + kEnd + kEnd),
            "<wap-provisioningdoc><x>text</></>");
  EXPECT_EQ(Read(Head(name) + "\x45\xC4" + std::string(1, '\0') + "\x05" + Inline("a") + kEnd + "\x83" +
                 std::string(1, '\0') + kEnd + kEnd),
            "<wap-provisioningdoc><x name=[a]>x</></>");
  std::string deep = Head();
  for (int i = 0; i < 63; ++i) deep += "\x46";
  EXPECT_FALSE(Read(deep + "\x06" + std::string(63, '\x01')).starts_with("error"));
}

// On page 1, where one token has two meanings.
TEST(ReadWbxml, TellsTheTwoTablesOfPage1Apart) {
  const auto part = [](const std::string& element, const std::string& attribute, char token) {
    const std::string text =
        Read(Head() + "\x45" + element + attribute + std::string("\x00\x01", 2) + token + kEnd + kEnd);
    return text.substr(text.find('[') + 1, text.find(']') - text.find('[') - 1);
  };
  const struct {
    char token;
    std::string_view oma, microsoft;
  } rows[] = {{'\x86', "IPV6", "HKLM\\"},   {'\x87', "E164", "HKCR\\"},    {'\x88', "ALPHA", "ControlPanel\\"},
              {'\x8D', "APPSRV", "Phone"},  {'\x8E', "OBEX", "AirSync\\"}, {'\x90', ",", "MessengerService\\"},
              {'\x91', "HTTP-", "Default"}, {'\x92', "BASIC", "Timeout"},  {'\x93', "DIGEST", "Security"}};
  for (const auto& row : rows) {
    EXPECT_EQ(part("\x86", "\x50", row.token).substr(0, row.microsoft.size()), row.microsoft);
    EXPECT_EQ(part("\x87", "\x06", row.token), row.oma);
    EXPECT_EQ(part("\x87", "\x05", row.token), row.oma);
  }
  EXPECT_EQ(part("\x87", "\x06", '\x8A'), "Software\\");  // which OMA does not have
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
      {"\x03\x0B\x87\x68" + std::string(1, '\0') + "\x05", "UTF-8"},  // 1000: UTF-16
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
      {Head() + "\x45\x87\x05" + Inline("\xFF") + kEnd + kEnd, "UTF-8"},
      {Head() + "\x45\x87\x05\x02" + std::string(1, '\0') + kEnd + kEnd, "UTF-8"},
      {Head() + "\x45\x87\x05\x02\x83\xB0\x00" + kEnd + kEnd, "UTF-8"},
      {Head() + "\x45\x87\x05\xC3\x7F" + kEnd + kEnd, "ends too early"},
      {"\x03\x0B\x6A\xFF\xFF\xFF\xFF\x7F\x05", "32 bits"},
      {Head() + "\x45\x43" + kEnd + kEnd, "processing instruction"},
      {Head() + "\x45\x87\x05\x80" + kEnd + kEnd, "extension"},
      {Head() + "\x45\x40" + Inline("a") + kEnd, "extension"},
      {Head() + "\x45\x87\x05" + Inline("\x01") + kEnd + kEnd, "XML"},
      {Head() + "\x45\x87\x05\xC3\x03" + std::string("a\0b", 3) + kEnd + kEnd, "XML"},
      {Head() + "\x45\x87\x05" + Inline("\xEF\xBF\xBE") + kEnd + kEnd, "XML"},
      {Head(std::string("x=\"y\"><a\0", 10)) + "\x45\x87\x04" + std::string(1, '\0') + kEnd + kEnd, "no name"},
      {Head(std::string(1, '\0')) + "\x45\x04" + std::string(1, '\0') + kEnd, "no name"},
      {deep, "64 deep"},
  };
  for (const auto& row : rows) {
    const std::string text = Read(row.bytes);
    EXPECT_TRUE(text.starts_with("error: ") && text.find(row.says) != std::string::npos) << row.says << ": " << text;
  }
}

// A text of the string table costs two bytes each time; what it makes is bounded.
TEST(ReadWbxml, BoundsWhatFewBytesMake) {
  const std::string table = std::string(8'000, 'x') + '\0';
  std::string bytes = Head(table) + "\x45\x87\x05";
  for (int i = 0; i < 10'000; ++i) bytes += std::string("\x83\x00", 2);
  EXPECT_NE(Read(bytes + kEnd + kEnd).find("64 MiB"), std::string::npos);
  std::string many = Head() + "\x45";
  for (int i = 0; i < 200'001; ++i) many += "\x06";
  EXPECT_NE(Read(many + kEnd).find("200000"), std::string::npos);
  std::string names, attributes;
  for (char c = 'A'; c <= 'Z'; ++c) {
    for (const char d : {'a', 'b', 'c'}) {
      const std::size_t at = names.size();
      attributes += std::string("\x04") + static_cast<char>(0x80 | at >> 7) + static_cast<char>(at & 0x7F);
      names += std::string{c, d, '\0'};
    }
  }
  EXPECT_NE(Read(Head(names) + "\x45\x87" + attributes + kEnd + kEnd).find("64 attributes"), std::string::npos);
}

// Under the sanitizers: nothing is read that is not there.
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
