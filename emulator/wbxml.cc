#include "emulator/wbxml.h"

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
constexpr std::uint32_t kUtf8 = 106;  // of the IANA's numbers of character sets

// Tokens that mean the same on every page [WBXML 1.3].
constexpr std::uint8_t kSwitchPage = 0x00;
constexpr std::uint8_t kEnd = 0x01;
constexpr std::uint8_t kEntity = 0x02;
constexpr std::uint8_t kInlineString = 0x03;
constexpr std::uint8_t kLiteral = 0x04;
constexpr std::uint8_t kTableString = 0x83;
constexpr std::uint8_t kOpaque = 0xC3;
constexpr std::uint8_t kHasAttributes = 0x80;
constexpr std::uint8_t kHasContent = 0x40;
constexpr std::uint8_t kTagBits = 0x3F;
constexpr std::uint8_t kFirstValue = 0x80;

bool IsUtf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = CharacterLength(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

// A character of Unicode, by its number, in UTF-8; of what is none, bytes that are not UTF-8.
std::string Character(std::uint32_t number) {
  if (number == 0 || number > 0x10FFFF) return "\xFF";
  if (number < 0x80) return {static_cast<char>(number)};
  std::string text;
  int shift = number < 0x800 ? 6 : number < 0x10000 ? 12 : 18;
  text += static_cast<char>((shift == 6 ? 0xC0 : shift == 12 ? 0xE0 : 0xF0) | number >> shift);
  while ((shift -= 6) >= 0) text += static_cast<char>(0x80 | (number >> shift & 0x3F));
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
    if (Number() != kUtf8) Fail("the text is not in UTF-8");
    table_ = Bytes(Number());
    const bool is_provisioning = id == kProvisioningId || (id == 0 && Terminated(table_, name) == kProvisioningName);
    if (!failed() && !is_provisioning) Fail("not a provisioning document by its public id");
  }

  // Counts what a hostile document makes of few bytes.
  std::string Counted(std::string_view text) {
    content_ += text.size();
    if (content_ > kMaxWbxmlContent) Fail("the document holds more than 16 MiB");
    if (!IsUtf8(text)) Fail("a text is not UTF-8");
    return std::string(text);
  }

  void CountNode() {
    if (++nodes_ > kMaxXmlNodes) Fail("more than 200,000 elements and attributes");
  }

  std::string NameOf(std::uint8_t tag) {
    if (tag == kLiteral) return Counted(TableText());
    const WbxmlToken* row = FindToken(TokenKind::kTag, tag_page_, tag, "");
    if (row == nullptr) FailOfToken("an element", tag, tag_page_);
    return row != nullptr ? std::string(row->name) : "";
  }

  XmlElement ReadElement(std::size_t depth) {
    XmlElement element;
    while (Peek() == kSwitchPage && !failed()) SwitchPage(tag_page_);
    element.line = 0;
    element.column = static_cast<int>(at_ + 1);
    const std::uint8_t token = Byte();
    CountNode();
    if (depth >= kMaxXmlDepth) Fail("elements are deeper than 64 levels");
    element.name = NameOf(token & kTagBits);
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
    std::string name, value;
    CountNode();
    if (token >= kFirstValue || token == kEntity || token == kInlineString) {
      Fail("a value stands without an attribute");
    } else if (token == kLiteral) {
      name = Counted(TableText());
    } else if (const WbxmlToken* row = FindToken(TokenKind::kAttribute, attribute_page_, token, element.name)) {
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
