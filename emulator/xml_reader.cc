#include "emulator/xml_reader.h"

#include <expat.h>

#include <algorithm>
#include <array>
#include <exception>
#include <limits>
#include <map>
#include <memory>
#include <optional>

#include "policy_engine/number.h"

namespace wmsim {
namespace {

constexpr std::string_view kExternalEntity = "a reference to an external entity";
constexpr std::string_view kUndeclaredEntity = "a reference to an entity that the document does not declare";

// What is wrong where Expat says so; its own words for what no document should cause.
std::string_view TextOf(XML_Error code) {
  switch (code) {
    case XML_ERROR_SYNTAX:
      return "text outside the root element, or markup out of place";
    case XML_ERROR_INVALID_TOKEN:
      return "not well-formed: XML does not allow what stands here";
    case XML_ERROR_UNCLOSED_TOKEN:
      return "the document ends within what begins here";
    case XML_ERROR_PARTIAL_CHAR:
      return "the document ends within a character";
    case XML_ERROR_DUPLICATE_ATTRIBUTE:
      return "an attribute is given twice";
    case XML_ERROR_JUNK_AFTER_DOC_ELEMENT:
      return "something stands after the end of the root element";
    case XML_ERROR_PARAM_ENTITY_REF:
      return "a parameter entity may not be referred to here";
    case XML_ERROR_UNDEFINED_ENTITY:
      return kUndeclaredEntity;
    case XML_ERROR_RECURSIVE_ENTITY_REF:
      return "an entity refers to itself";
    case XML_ERROR_ASYNC_ENTITY:
      return "an element does not end in the entity in which it begins";
    case XML_ERROR_BAD_CHAR_REF:
      return "a character reference names no character of XML";
    case XML_ERROR_BINARY_ENTITY_REF:
      return "a reference to an unparsed entity";
    case XML_ERROR_ATTRIBUTE_EXTERNAL_ENTITY_REF:
      return kExternalEntity;
    case XML_ERROR_MISPLACED_XML_PI:
      return "an XML declaration does not stand at the start of the document";
    case XML_ERROR_UNCLOSED_CDATA_SECTION:
      return "the document ends within a CDATA section";
    case XML_ERROR_XML_DECL:
      return "the XML declaration is not well-formed";
    case XML_ERROR_PUBLICID:
      return "a public identifier holds a character that is not allowed";
    case XML_ERROR_AMPLIFICATION_LIMIT_BREACH:
      return "entities expand to more than is allowed";
    default:
      return XML_ErrorString(code);
  }
}

XmlTraits TraitsOf(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return {true, XmlEncoding::kUtf8, {}};
  if (bytes.starts_with("\xFF\xFE")) return {true, XmlEncoding::kUtf16Le, {}};
  if (bytes.starts_with("\xFE\xFF")) return {true, XmlEncoding::kUtf16Be, {}};
  return {};
}

// Expat would take UTF-16 without a mark, which XML does not allow.
bool IsUnmarkedUtf16(std::string_view bytes) {
  using std::string_view_literals::operator""sv;
  return bytes.starts_with("<\0"sv) || bytes.starts_with("\0<"sv);
}

bool IsUtf16(XmlEncoding encoding) { return encoding == XmlEncoding::kUtf16Le || encoding == XmlEncoding::kUtf16Be; }

// The ASCII characters of UTF-16, and '?' for each other unit.
std::string AsciiOf(std::string_view utf16, XmlEncoding encoding) {
  const std::size_t low = encoding == XmlEncoding::kUtf16Le ? 0 : 1;
  std::string text;
  for (std::size_t at = 0; at + 1 < utf16.size(); at += 2) text += utf16[at + 1 - low] == '\0' ? utf16[at + low] : '?';
  return text;
}

// Expat's callbacks, which build the tree and stop the parser at the first thing that is not taken.
class Reader {
 public:
  explicit Reader(std::string_view bytes)
      : bytes_(bytes), parser_(XML_ParserCreate(nullptr), XML_ParserFree), traits_(TraitsOf(bytes)) {}
  Result<XmlDocument> Read();

 private:
  void OnXmlDeclaration(const char* version, const char* encoding, int standalone);
  void OnDoctype(const char* name, const char* system_id, const char* public_id, int has_internal_subset);
  void OnEntity(const char* name, int is_parameter, const char* value, int size, const char* base,
                const char* system_id, const char* public_id, const char* notation);
  void OnAttributeType(const char* element, const char* name, const char* type, const char* value, int required);
  void OnStart(const char* name, const char** attributes);
  void OnEnd(const char* name);
  void OnText(const char* text, int size);
  void OnSkippedEntity(const char* name, int is_parameter);
  void OnExternalEntity(const char* context, const char* system_id);

  template <auto Method, class... Arguments>
  static void Call(void* reader, Arguments... arguments);
  static int CallExternalEntity(XML_Parser parser, const char* context, const char* base, const char* system_id,
                                const char* public_id);
  void SetCallbacks();

  void Stop(std::string text);
  Error Here(std::string text) const;
  Error ParserError() const;
  void CountDeclaration();
  void CountContent(std::size_t size);
  bool RefersToUndeclared(std::string_view markup) const;
  void CheckReferences();

  const std::string_view bytes_;
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser_;
  XmlTraits traits_;
  XmlElement root_;
  std::vector<XmlElement*> open_;  // each is the last child of the one before it
  std::size_t nodes_ = 0;
  std::size_t content_ = 0;
  std::size_t declarations_ = 0;
  std::optional<std::string> subset_;  // the system identifier of the external DTD subset
  bool subset_asked_for_ = false;
  bool may_pass_over_ = false;  // Expat may pass over undeclared entities: CheckReferences
  std::map<std::string, std::string, std::less<>> entities_;  // internal general ones, before their references
  std::optional<Error> stopped_;
};

// Call hands a callback on. No exception passes through the parser, which is C.
template <auto Method, class... Arguments>
void Reader::Call(void* reader, Arguments... arguments) {
  auto& self = *static_cast<Reader*>(reader);
  if (self.stopped_) return;
  try {
    (self.*Method)(arguments...);
  } catch (const std::exception&) {
    self.Stop("out of memory");
  }
}

int Reader::CallExternalEntity(XML_Parser parser, const char* context, const char*, const char* system_id,
                               const char*) {
  auto* self = static_cast<Reader*>(XML_GetUserData(parser));
  Call<&Reader::OnExternalEntity>(self, context, system_id);
  return self->stopped_ ? XML_STATUS_ERROR : XML_STATUS_OK;
}

void Reader::SetCallbacks() {
  const XML_Parser parser = parser_.get();
  XML_SetUserData(parser, this);
  XML_SetXmlDeclHandler(parser, Call<&Reader::OnXmlDeclaration>);
  XML_SetStartDoctypeDeclHandler(parser, Call<&Reader::OnDoctype>);
  XML_SetEntityDeclHandler(parser, Call<&Reader::OnEntity>);
  XML_SetAttlistDeclHandler(parser, Call<&Reader::OnAttributeType>);
  XML_SetElementHandler(parser, Call<&Reader::OnStart>, Call<&Reader::OnEnd>);
  XML_SetCharacterDataHandler(parser, Call<&Reader::OnText>);
  XML_SetSkippedEntityHandler(parser, Call<&Reader::OnSkippedEntity>);
  XML_SetExternalEntityRefHandler(parser, CallExternalEntity);
  XML_SetParamEntityParsing(parser, XML_PARAM_ENTITY_PARSING_ALWAYS);
}

Result<XmlDocument> Reader::Read() {
  if (parser_ == nullptr) return Error{"out of memory"};
  if (IsUnmarkedUtf16(bytes_)) return Error{"neither UTF-8 nor UTF-16 with a byte order mark", {}, 1, 1};
  if (bytes_.size() > std::size_t{std::numeric_limits<int>::max()}) return Error{"the document is too large"};
  SetCallbacks();
  const auto status = XML_Parse(parser_.get(), bytes_.data(), static_cast<int>(bytes_.size()), XML_TRUE);
  if (stopped_) return *stopped_;
  if (status != XML_STATUS_OK) return ParserError();
  return XmlDocument{std::move(root_), std::move(traits_)};
}

void Reader::OnXmlDeclaration(const char*, const char* encoding, int) {
  if (encoding == nullptr) return;
  traits_.declared = encoding;
  // Expat itself refuses a document in units of two bytes that declares units of one, and the reverse.
  if (traits_.encoding != XmlEncoding::kUtf8 || EqualIgnoringCase(encoding, "utf-8")) return;
  if (traits_.has_byte_order_mark) {
    Stop("the document declares the encoding `" + traits_.declared + "` behind the byte order mark of UTF-8");
  }
  traits_.encoding = XmlEncoding::kOther;
}

void Reader::OnDoctype(const char*, const char* system_id, const char*, int) {
  if (system_id == nullptr) return;
  subset_ = system_id;
  may_pass_over_ = true;
}

void Reader::OnEntity(const char* name, int is_parameter, const char* value, int size, const char*, const char*,
                      const char*, const char*) {
  CountDeclaration();
  if (is_parameter != 0) {
    may_pass_over_ = true;
  } else if (value != nullptr) {
    entities_.emplace(name, std::string(value, static_cast<std::size_t>(size)));
  }
}

void Reader::OnAttributeType(const char*, const char*, const char*, const char*, int) { CountDeclaration(); }

void Reader::OnStart(const char* name, const char** attributes) {
  if (open_.size() == kMaxXmlDepth) {
    return Stop("elements are nested more than " + std::to_string(kMaxXmlDepth) + " deep");
  }
  if (may_pass_over_) CheckReferences();
  const Error here = Here({});
  XmlElement element{name, {}, {}, {}, here.line, here.column};
  CountContent(element.name.size());
  ++nodes_;
  for (; *attributes != nullptr && nodes_ <= kMaxXmlNodes; attributes += 2, ++nodes_) {
    const auto& [key, value] = element.attributes.emplace_back(attributes[0], attributes[1]);
    CountContent(key.size() + value.size());
    if (stopped_) return;
  }
  if (nodes_ > kMaxXmlNodes) {
    return Stop("there are more than " + std::to_string(kMaxXmlNodes) + " elements and attributes");
  }
  XmlElement& place = open_.empty() ? root_ : open_.back()->children.emplace_back();
  place = std::move(element);
  open_.push_back(&place);
}

void Reader::OnEnd(const char*) { open_.pop_back(); }

void Reader::OnText(const char* text, int size) {
  CountContent(static_cast<std::size_t>(size));
  open_.back()->text.append(text, static_cast<std::size_t>(size));
}

void Reader::OnSkippedEntity(const char*, int) { Stop(std::string(kUndeclaredEntity)); }

// Without a context it is a parameter entity, or, once in a document and after them all, the external DTD subset. A
// parameter entity with the subset's own identifier is told from it by the second call.
void Reader::OnExternalEntity(const char* context, const char* system_id) {
  const bool may_be_subset = context == nullptr && !subset_asked_for_ && system_id != nullptr && subset_ == system_id;
  if (!may_be_subset) return Stop(std::string(kExternalEntity));
  subset_asked_for_ = true;
}

void Reader::Stop(std::string text) {
  if (stopped_) return;
  stopped_ = Here(std::move(text));
  XML_StopParser(parser_.get(), XML_FALSE);
}

// Here is an error at the place that the parser has come to. Expat counts a byte order mark as a column.
Error Reader::Here(std::string text) const {
  const auto line = static_cast<int>(XML_GetCurrentLineNumber(parser_.get()));
  const auto column = static_cast<int>(XML_GetCurrentColumnNumber(parser_.get()));
  const bool counts_mark = traits_.has_byte_order_mark && line == 1 && column > 0;
  return {std::move(text), {}, line, counts_mark ? column : column + 1};
}

Error Reader::ParserError() const {
  const XML_Error code = XML_GetErrorCode(parser_.get());
  switch (code) {
    case XML_ERROR_NO_ELEMENTS:
      if (open_.empty()) return Here("the document has no root element");
      return Here("the document ends within the element `" + open_.back()->name + "`");
    case XML_ERROR_TAG_MISMATCH:
      return Here("the end tag is not that of the element `" + open_.back()->name + "`");
    case XML_ERROR_UNKNOWN_ENCODING:
      return Here("unknown encoding `" + traits_.declared + "`");
    case XML_ERROR_INCORRECT_ENCODING:
      return Here("the document is not in the encoding `" + traits_.declared + "` that it declares");
    default:
      return Here(std::string(TextOf(code)));
  }
}

// Expat walks a chain of entities recursively, and the attributes declared for an element at each such element.
void Reader::CountDeclaration() {
  if (++declarations_ <= kMaxXmlDeclarations) return;
  Stop("the DTD declares more than " + std::to_string(kMaxXmlDeclarations) + " entities and attributes");
}

void Reader::CountContent(std::size_t size) {
  content_ += size;
  if (content_ <= kMaxXmlContent) return;
  Stop("names, values and text are more than " + std::to_string(kMaxXmlContent >> 20) + " MiB");
}

bool Reader::RefersToUndeclared(std::string_view markup) const {
  constexpr std::array<std::string_view, 5> kPredefined = {"amp", "lt", "gt", "quot", "apos"};
  for (std::size_t at = markup.find('&'); at != std::string_view::npos; at = markup.find('&', at + 1)) {
    const std::string_view name = markup.substr(at + 1, markup.find(';', at) - at - 1);
    const bool is_known = name.starts_with('#') || std::ranges::count(kPredefined, name) != 0 ||
                          entities_.contains(name) || name.find('?') != std::string_view::npos;
    if (!is_known) return true;
  }
  return false;
}

// In a document that names an external subset or uses parameter entities, Expat passes over a reference to an
// undeclared entity in an attribute without a word.
void Reader::CheckReferences() {
  const bool is_first = open_.empty();
  const auto start = static_cast<std::size_t>(XML_GetCurrentByteIndex(parser_.get()));
  const std::string_view tag = bytes_.substr(start, static_cast<std::size_t>(XML_GetCurrentByteCount(parser_.get())));
  bool is_undeclared =
      IsUtf16(traits_.encoding) ? RefersToUndeclared(AsciiOf(tag, traits_.encoding)) : RefersToUndeclared(tag);
  if (is_first) {
    is_undeclared |= std::ranges::any_of(entities_, [&](const auto& row) { return RefersToUndeclared(row.second); });
  }
  if (is_undeclared) Stop(std::string(kUndeclaredEntity));
}

}  // namespace

const std::string* FindAttribute(const XmlElement& element, std::string_view name) {
  const auto found = std::ranges::find(element.attributes, name, &std::pair<std::string, std::string>::first);
  return found == element.attributes.end() ? nullptr : &found->second;
}

Result<XmlDocument> ReadXmlDocument(std::string_view bytes) { return Reader(bytes).Read(); }

Result<XmlElement> ReadXml(std::string_view bytes) {
  auto document = ReadXmlDocument(bytes);
  if (!document.ok()) return document.error();
  return std::move(document).value().root;
}

}  // namespace wmsim
