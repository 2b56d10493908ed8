// The Registry CSP: characteristics whose types are keys, parms that are values [aa455952, bb737304].
#include <algorithm>
#include <array>

#include "emulator/base64.h"
#include "emulator/csp.h"
#include "emulator/filetime.h"
#include "emulator/store_registry.h"
#include "policy_engine/number.h"

namespace wmsim {
namespace {

constexpr std::string_view kStringEnd = "\xEF\x80\x80";  // U+F000 ends each text of a list, and the list

// Signed 32-bit numbers: more makes the document fail [bb737304].
std::optional<RegistryData> ParseInteger(std::string_view text) {
  const bool negative = text.starts_with('-');
  const auto number = ParseDecimal(negative ? text.substr(1) : text);
  constexpr std::uint32_t kMost = 0x7FFFFFFF;
  if (!number || *number > kMost + (negative ? 1 : 0)) return std::nullopt;
  return negative ? 0 - *number : *number;
}

std::optional<RegistryData> ParseBoolean(std::string_view text) {
  if (text == "1" || EqualIgnoringCase(text, "true")) return 1U;
  if (text == "0" || EqualIgnoringCase(text, "false")) return 0U;
  return std::nullopt;
}

std::optional<RegistryData> ParseText(std::string_view text) { return RegistryText{std::string(text)}; }

std::optional<RegistryData> ParseBinary(std::string_view text) {
  if (text.empty()) return RegistryBinary{};
  auto bytes = DecodeBase64(text);
  if (!bytes) return std::nullopt;
  return RegistryBinary{*std::move(bytes)};
}

std::optional<RegistryData> ParseList(std::string_view text) {
  RegistryMultiText list;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(kStringEnd), text.size());
    if (end != 0) list.texts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + kStringEnd.size(), text.size()));
  }
  return list;
}

std::optional<RegistryData> ParseTime(std::string_view text) {
  const auto time = ParseAmericanTime(text);
  if (!time) return std::nullopt;
  return RegistryBinary{FileTimeBytes(*time)};
}

// What a datatype makes of a value [aa455952]; a parm without one is a string [assumed].
struct DataType {
  std::string_view word;
  std::optional<RegistryData> (*parse)(std::string_view text);
};
constexpr auto kDataTypes = std::to_array<DataType>({
    {"integer", ParseInteger},
    {"string", ParseText},
    {"", ParseText},
    {"float", ParseText},
    {"boolean", ParseBoolean},
    {"binary", ParseBinary},
    {"multiplestring", ParseList},
    {"date", ParseTime},
    {"time", ParseTime},
});

// The attributes of a parm that answers a query: the value as it is written in a document, and its datatype.
XmlElement Answer(const std::string& name, const RegistryData& data) {
  std::string value, type = "string";
  if (const auto* number = std::get_if<std::uint32_t>(&data)) {
    value = std::to_string(static_cast<std::int32_t>(*number));
    type = "integer";
  } else if (const auto* bytes = std::get_if<RegistryBinary>(&data)) {
    value = EncodeBase64(bytes->bytes);
    type = "binary";
  } else if (const auto* list = std::get_if<RegistryMultiText>(&data)) {
    for (const std::string& text : list->texts) value += text + std::string(kStringEnd);
    value += kStringEnd;
    type = "multiplestring";
  } else if (const auto* expand = std::get_if<RegistryExpandText>(&data)) {
    value = expand->text;
  } else {
    value = std::get<RegistryText>(data).text;
  }
  return MakeElement(kParm, {{"name", name}, {"value", value}, {"datatype", type}});
}

CspFault SetValue(CspRequest& request, const std::string& key, XmlElement& parm) {
  const std::string name = AttributeOr(parm, "name");
  const std::string datatype = AttributeOr(parm, "datatype");
  const auto* const type = std::ranges::find(kDataTypes, datatype, &DataType::word);
  if (type == kDataTypes.end()) return Fail(parm, DocumentFault::kValueInvalid, "no datatype of the registry");
  const auto value = Translated(request, parm, "value");
  if (!value.ok()) return Fail(parm, DocumentFault::kValueInvalid, value.error().text);
  auto data = type->parse(value.value());
  if (!data) return Fail(parm, DocumentFault::kValueInvalid, "not a value of the datatype " + datatype);
  const bool keeps = AttributeOr(parm, "nooverwrite") == "1" && RegistryValueOf(request.device, key, name);
  if (!keeps) PutRegistryValue(request.device, key, name, *data);
  return std::nullopt;
}

// With a value, noparm takes out only the value that is equal [ak].
void RemoveValue(CspRequest& request, const std::string& key, const XmlElement& element) {
  const std::string name = AttributeOr(element, "name");
  const auto data = RegistryValueOf(request.device, key, name);
  const std::string* only = FindAttribute(element, "value");
  const bool is_it = data && (only == nullptr || AttributeOr(Answer(name, *data), "value") == *only);
  if (is_it) RemoveRegistryValue(request.device, key, name);
}

CspFault AnswerValue(CspRequest& request, const std::string& key, XmlElement& query) {
  const std::string name = AttributeOr(query, "name");
  const auto data = RegistryValueOf(request.device, key, name);
  return ReplaceQuery(request, query, data ? Answer(name, *data) : MakeElement(kNoParm, {{"name", name}}));
}

// What is at a key, whose row is the first from `at` on: its values, and unless recursive is false its keys, within
// each other. `at` is behind all of that then.
XmlElement Describe(const std::vector<RegistryRows::Row>& rows, std::size_t& at, const std::string& type,
                    bool recursive) {
  XmlElement node = MakeElement(kCharacteristic, {{"type", type}});
  const std::string& key = rows[at++].key.key;
  while (at < rows.size() && IsAtOrBelow(rows[at].key.key, key)) {
    const RegistryRows::Row& row = rows[at];
    if (row.key.name) {
      node.children.push_back(Answer(*row.key.name, *row.value->data));
      ++at;
      continue;
    }
    XmlElement below = Describe(rows, at, row.key.key.substr(key.size() + 1), recursive);
    if (recursive) node.children.push_back(std::move(below));
  }
  return node;
}

CspFault AnswerKey(CspRequest& request, const std::string& key, XmlElement& query) {
  const std::string type = AttributeOr(query, "type");
  const bool recursive = AttributeOr(query, "recursive") != "false";
  const RegistryRows registry = FullRegistryOf(request.device, key);
  const std::vector<RegistryRows::Row> rows(registry.begin(), registry.end());
  std::size_t at = 0;
  const bool is_there = !rows.empty() && !rows[0].key.name;
  return ReplaceQuery(
      request, query,
      is_there ? Describe(rows, at, type, recursive) : MakeElement(kNoCharacteristic, {{"type", type}}));
}

// The key that an element's type means below `above`.
Result<std::string> KeyOf(const CspRequest& request, const XmlElement& element, const std::string& above) {
  const auto type = Translated(request, element, "type");
  if (!type.ok()) return type.error();
  return NormalizeKey(above.empty() ? type.value() : above + "\\" + type.value());
}

CspFault ProcessKey(CspRequest& request, const std::string& above, XmlElement& node);

CspFault ProcessElement(CspRequest& request, const std::string& key, XmlElement& element) {
  const bool is_node =
      element.name == kCharacteristic || element.name == kNoCharacteristic || element.name == kCharacteristicQuery;
  if (is_node) return ProcessKey(request, key, element);
  if (key.empty()) return FailUnsupported(element);
  const std::string name = AttributeOr(element, "name");
  if (name.size() > kMaxRegistryPath) {
    return Fail(element, DocumentFault::kValueInvalid, "the name is longer than 4096 bytes");
  }
  const bool is_path = name.find('\\') != std::string::npos;  // not one of the keys below
  const std::string setting = R"(Registry\)" + key + (is_path ? "" : "\\" + name);
  if (auto fault = CheckAccess(request, setting, element)) return fault;
  if (element.name == kParm) return SetValue(request, key, element);
  if (element.name == kNoParm) RemoveValue(request, key, element);
  return element.name == kParmQuery ? AnswerValue(request, key, element) : std::nullopt;
}

// Whether a characteristic makes its key: where it sets something, at it or below it, or holds nothing.
bool MakesKey(const XmlElement& node) {
  if (node.children.empty()) return true;
  return std::ranges::any_of(node.children, [](const XmlElement& element) {
    return element.name == kParm || (element.name == kCharacteristic && MakesKey(element));
  });
}

CspFault ProcessKey(CspRequest& request, const std::string& above, XmlElement& node) {
  const Result<std::string> key = KeyOf(request, node, above);
  if (!key.ok()) return Fail(node, DocumentFault::kValueInvalid, key.error().text);
  const std::string setting = R"(Registry\)" + key.value();
  const bool is_there = RegistryKeyExists(request.device, key.value());
  const bool only_leads_on = node.name == kCharacteristic && (is_there || !MakesKey(node));
  if (!only_leads_on) {
    if (auto fault = CheckAccess(request, setting, node)) return fault;
  }
  if (node.name == kNoCharacteristic) {
    RemoveRegistryKey(request.device, key.value());
  } else if (node.name == kCharacteristicQuery) {
    return AnswerKey(request, key.value(), node);
  } else {
    if (MakesKey(node)) PutRegistryKey(request.device, key.value());
    return ProcessEach(node, [&](XmlElement& element) { return ProcessElement(request, key.value(), element); });
  }
  return std::nullopt;
}

}  // namespace

CspFault ProcessRegistry(CspRequest& request, XmlElement& section) {
  return ProcessEach(section, [&](XmlElement& element) { return ProcessElement(request, "", element); });
}

}  // namespace wmsim
