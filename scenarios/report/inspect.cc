#include "scenarios/report/inspect.h"

#include <nlohmann/json.hpp>

#include "scenarios/report/json.h"
#include "scenarios/report/printable.h"

namespace wmsim {
namespace {

using Json = nlohmann::ordered_json;

// A line of what is known of a certificate: the JSON key, and the value as text or number.
struct Item {
  const char* key;
  Json value;
};

Json TimeJson(const std::optional<UnixTime>& time) { return time ? Json(FormatTime(*time)) : Json(nullptr); }

std::vector<Item> ItemsOf(const Certificate& c) {
  return {{"subject", c.subject},
          {"issuer", c.issuer},
          {"serial", c.serial},
          {"sha1", FormatThumbprint(c.thumbprint)},
          {"version", c.version},
          {"not-before", TimeJson(c.not_before)},
          {"not-after", TimeJson(c.not_after)},
          {"key", c.key_algorithm},
          {"key-bits", c.key_bits},
          {"signature-algorithm", c.signature_algorithm},
          {"self-issued", c.self_issued},
          {"self-signed", Word(c.self_signed)},
          {"kind", Word(c.kind)},
          {"why", WhyKind(c)}};
}

std::string ValueText(const Json& value) {
  if (value.is_null()) return "not a date";
  if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
  return value.is_string() ? value.get<std::string>() : value.dump();
}

}  // namespace

std::string InspectText(std::string_view name, const CertificateFile& file) {
  std::string text = PrintableLine(name);
  text += ": " + std::string(Word(file.format)) + (file.certificates.empty() ? " file\n" : " certificate\n");
  for (const CertificatePtr& certificate : file.certificates) {
    for (const Item& item : ItemsOf(*certificate)) {
      std::string label = "  " + std::string(item.key);
      constexpr std::size_t kWidth = 23;
      label.resize(kWidth, ' ');
      text += label + ValueText(item.value) + "\n";
    }
  }
  return text;
}

std::string InspectJson(const std::vector<Inspected>& files) {
  Json list = Json::array();
  for (const auto& [name, file] : files) {
    Json entry = {{"file", name}, {"format", nullptr}, {"certificates", Json::array()}, {"problem", nullptr}};
    if (file.ok()) {
      entry["format"] = Word(file.value().format);
      for (const CertificatePtr& certificate : file.value().certificates) {
        Json object;
        for (const Item& item : ItemsOf(*certificate)) object[item.key] = item.value;
        entry["certificates"].push_back(std::move(object));
      }
    } else {
      entry["problem"] = file.error().text;
    }
    list.push_back(std::move(entry));
  }
  return JsonText({{"format", 1}, {"files", std::move(list)}});
}

}  // namespace wmsim
