#include "emulator/wbxml.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "emulator/encoding.h"
#include "emulator/wbxml_tokens.h"
#include "policy_engine/number.h"

namespace wmsim {
namespace {

constexpr std::uint32_t kProvisioningId = 0x0B;  // -//WAPFORUM//DTD PROV 1.0//EN
constexpr std::string_view kProvisioningName = "-//WAPFORUM//DTD PROV 1.0//EN";

// The IANA's numbers of character sets that are UTF-8 or part of it. Of 0 the transport says, which nobody hands on.
constexpr std::uint32_t kUtf8 = 106;
constexpr std::uint32_t kAscii = 3;
constexpr std::uint32_t kUnsaid = 0;

// What an element has at most: every attribute of MSPROV four times.
constexpr std::size_t kMaxAttributes = 64;

// Tokens that mean the same on every page [WBXML 1.3].
constexpr std::uint8_t kSwitchPage = 0x00;
constexpr std::uint8_t kEnd = 0x01;
constexpr std::uint8_t kEntity = 0x02;
constexpr std::uint8_t kInlineString = 0x03;
constexpr std::uint8_t kLiteral = 0x04;
constexpr std::uint8_t kFirstTag = 0x05;
constexpr std::uint8_t kInstruction = 0x43;
constexpr std::uint8_t kTableString = 0x83;
constexpr std::uint8_t kOpaque = 0xC3;
constexpr std::uint8_t kHasAttributes = 0x80;
constexpr std::uint8_t kHasContent = 0x40;
constexpr std::uint8_t kTagBits = 0x3F;
constexpr std::uint8_t kFirstValue = 0x80;

// What XML may hold: UTF-8 without control characters other than blanks, and without U+FFFE and U+FFFF.
bool IsXmlText(std::string_view text) {
  const auto is_control = [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
  };
  return DecodeUtf8(text).is_whole && std::ranges::none_of(text, is_control) &&
         text.find("\xEF\xBF\xBE") == std::string_view::npos && text.find("\xEF\xBF\xBF") == std::string_view::npos;
}

// Names of ASCII alone: no document of any device has others.
bool IsXmlName(std::string_view name) {
  const auto starts = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  const auto follows = [&](char c) { return starts(c) || (c >= '0' && c <= '9') || c == '-' || c == '.'; };
  return !name.empty() && starts(name.front()) && std::ranges::all_of(name, follows);
}

// A character by its number; of what is none, bytes that are no text.
std::string Character(std::uint32_t number) {
  if (number > 0x10FFFF) return "\xFF";
  std::string text;
  AppendUtf8(text, number);
  return text;
}

// Whatever is wrong ends the reading: a function that fails notes it, and its caller asks `failed()`.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  Result<XmlDocument> Read() {
    XmlDocument document;
    ReadHeader();
    document.root = ReadElement(0);
    if (!error_ && at_ != bytes_.size()) {
      Byte();
      Fail("there are bytes behind the end of the document");
    }
    return error_ ? Result<XmlDocument>(*std::move(error_)) : Result<XmlDocument>(std::move(document));
  }

 private:
  bool failed() const { return error_.has_value(); }

  void Fail(std::string text) {
    if (!error_) error_ = Error{std::move(text) + ", at byte " + std::to_string(last_ + 1)};
    at_ = bytes_.size();
  }

  void FailOfToken(const std::string& what, std::uint8_t token, std::uint8_t page) {
    const bool is_extension = token == kInstruction || ((token & kTagBits) <= 0x02 && token > kLiteral);
    if (is_extension) return Fail("an extension or a processing instruction, which no such document has");
    Fail(what + " has the unknown token 0x" + Hex(token, 2) + " of page " + std::to_string(page));
  }

  std::uint8_t Byte() {
    last_ = at_;
    if (at_ < bytes_.size()) return static_cast<std::uint8_t>(bytes_[at_++]);
    Fail("the document ends too early");
    return kEnd;
  }

  std::uint8_t Peek() const { return at_ < bytes_.size() ? static_cast<std::uint8_t>(bytes_[at_]) : kEnd; }

  // A number of up to 32 bits, seven of them in a byte.
  std::uint32_t Number() {
    std::uint64_t number = 0;
    for (int i = 0; i < 5; ++i) {
      const std::uint8_t byte = Byte();
      number = number << 7 | (byte & 0x7F);
      if ((byte & 0x80) == 0) break;
      if (i == 4) Fail("a number has more than 32 bits");
    }
    if (number > 0xFFFFFFFF) Fail("a number has more than 32 bits");
    return static_cast<std::uint32_t>(number);
  }

  std::string_view Bytes(std::uint32_t size) {
    if (size > bytes_.size() - at_) {
      Fail("the document ends too early");
      return {};
    }
    at_ += size;
    return bytes_.substr(at_ - size, size);
  }

  std::string_view Terminated(std::string_view in, std::size_t start) {
    const std::size_t end = start < in.size() ? in.find('\0', start) : std::string_view::npos;
    if (end == std::string_view::npos) {
      Fail("a text has no end");
      return {};
    }
    return in.substr(start, end - start);
  }

  std::string_view InlineText() {
    const std::string_view text = Terminated(bytes_, at_);
    if (!failed()) at_ += text.size() + 1;
    return text;
  }

  std::string_view TableText() { return Terminated(table_, Number()); }

  void ReadHeader() {
    const std::uint8_t version = Byte();
    if (version < 1 || version > 3) Fail("not WBXML 1.1 to 1.3");
    const std::uint32_t id = Number();
    const std::uint32_t name = id == 0 ? Number() : 0;
    const std::uint32_t charset = Number();
    if (charset != kUtf8 && charset != kAscii && charset != kUnsaid) Fail("the text is not in UTF-8");
    table_ = Bytes(Number());
    const bool is_provisioning = id == kProvisioningId || (id == 0 && Terminated(table_, name) == kProvisioningName);
    if (!failed() && !is_provisioning) Fail("not a provisioning document by its public id");
  }

  // Counts what a hostile document makes of few bytes.
  std::string Counted(std::string_view text) {
    content_ += text.size();
    if (content_ > kMaxXmlContent)
      Fail("the document holds more than " + std::to_string(kMaxXmlContent >> 20) + " MiB");
    if (!failed() && !IsXmlText(text)) Fail("a text is not UTF-8 as XML takes it");
    return failed() ? std::string() : std::string(text);
  }

  void CountNode() {
    if (++nodes_ > kMaxXmlNodes) Fail("more than " + std::to_string(kMaxXmlNodes) + " elements and attributes");
  }

  std::string LiteralName() {
    std::string name = Counted(TableText());
    if (!failed() && !IsXmlName(name)) Fail("`" + name + "` is no name");
    return name;
  }

  std::string NameOf(std::uint8_t token) {
    const std::uint8_t tag = token & kTagBits;
    if (tag == kLiteral) return LiteralName();
    const WbxmlToken* row = tag >= kFirstTag ? FindToken(TokenKind::kTag, tag_page_, tag, "") : nullptr;
    if (row == nullptr) FailOfToken("an element", token, tag_page_);
    return row != nullptr ? std::string(row->name) : "";
  }

  XmlElement ReadElement(std::size_t depth) {
    XmlElement element;
    while (Peek() == kSwitchPage && !failed()) SwitchPage(tag_page_);
    element.line = 0;
    element.column = static_cast<int>(at_ + 1);
    const std::uint8_t token = Byte();
    CountNode();
    if (depth >= kMaxXmlDepth) Fail("elements are nested more than " + std::to_string(kMaxXmlDepth) + " deep");
    element.name = NameOf(token);
    if ((token & kHasAttributes) != 0) ReadAttributes(element);
    if ((token & kHasContent) != 0) ReadContent(element, depth);
    return element;
  }

  void SwitchPage(std::uint8_t& page) {
    Byte();
    page = Byte();
  }

  void ReadAttributes(XmlElement& element) {
    while (!failed() && Peek() != kEnd) {
      if (Peek() == kSwitchPage) {
        SwitchPage(attribute_page_);
        continue;
      }
      ReadAttribute(element);
    }
    Byte();
  }

  void ReadAttribute(XmlElement& element) {
    const std::uint8_t token = Byte();
    const bool is_characteristic = element.name.find("characteristic") != std::string::npos;
    const std::string_view within = is_characteristic ? "characteristic" : "parm";
    std::string name, value;
    CountNode();
    if (element.attributes.size() == kMaxAttributes)
      Fail("an element has more than " + std::to_string(kMaxAttributes) + " attributes");
    if (token >= kFirstValue || token == kEntity || token == kInlineString) {
      Fail("a value stands without an attribute");
    } else if (token == kLiteral) {
      name = LiteralName();
    } else if (const WbxmlToken* row = FindToken(TokenKind::kAttribute, attribute_page_, token, within)) {
      name = row->name;
      value = row->value;
    } else {
      FailOfToken("an attribute", token, attribute_page_);
    }
    while (!failed() && TakesPart(name, value)) {
    }
    if (FindAttribute(element, name) != nullptr) Fail("the attribute " + name + " stands there twice");
    if (!failed()) element.attributes.emplace_back(std::move(name), std::move(value));
  }

  // Adds the next part of an attribute's value; false where the value ends.
  bool TakesPart(std::string_view attribute, std::string& value) {
    const std::uint8_t token = Peek();
    if (token == kSwitchPage) {
      SwitchPage(attribute_page_);
    } else if (token == kInlineString || token == kTableString || token == kEntity || token == kOpaque) {
      value += Text();
    } else if (token >= kFirstValue) {
      const WbxmlToken* row = FindToken(TokenKind::kValue, attribute_page_, Byte(), attribute);
      if (row != nullptr) {
        value += Counted(row->name);
      } else {
        FailOfToken("a value", token, attribute_page_);
      }
    } else {
      return false;
    }
    return true;
  }

  // Text in one of the forms that are the same everywhere. Requires that one is there.
  std::string Text() {
    switch (Byte()) {
      case kInlineString:
        return Counted(InlineText());
      case kTableString:
        return Counted(TableText());
      case kOpaque:
        return Counted(Bytes(Number()));
      default:
        return Counted(Character(Number()));
    }
  }

  void ReadContent(XmlElement& element, std::size_t depth) {
    while (!failed() && Peek() != kEnd) {
      const std::uint8_t token = Peek();
      if (token == kSwitchPage) {
        SwitchPage(tag_page_);
      } else if (token == kInlineString || token == kTableString || token == kEntity || token == kOpaque) {
        element.text += Text();
      } else {
        element.children.push_back(ReadElement(depth + 1));
      }
    }
    Byte();
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  std::size_t last_ = 0;  // where the byte stands that was read last
  std::string_view table_;
  std::uint8_t tag_page_ = 0;
  std::uint8_t attribute_page_ = 0;
  std::size_t content_ = 0;
  std::size_t nodes_ = 0;
  std::optional<Error> error_;
};

}  // namespace

bool IsWbxml(std::string_view bytes) {
  const bool has_version = bytes.size() > 3 && bytes[0] >= 1 && bytes[0] <= 3;
  return has_version && (bytes[1] == static_cast<char>(kProvisioningId) || bytes[1] == '\0');
}

Result<XmlDocument> ReadWbxml(std::string_view bytes) { return Reader(bytes).Read(); }

}  // namespace wmsim
