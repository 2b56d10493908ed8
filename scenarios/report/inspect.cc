#include "scenarios/report/inspect.h"

#include <nlohmann/json.hpp>

#include "scenarios/report/json.h"

namespace wmsim {
namespace {

using Json = nlohmann::ordered_json;

// A line of what is known of a certificate: the JSON key, and the value as text or number.
struct Item {
  const char* key;
  Json value;
};

std::string TimeText(const std::optional<UnixTime>& time) { return time ? FormatTime(*time) : "not a date"; }

std::vector<Item> ItemsOf(const Certificate& c) {
  return {{"subject", c.subject},
          {"issuer", c.issuer},
          {"serial", c.serial},
          {"sha1", FormatThumbprint(c.thumbprint)},
          {"version", c.version},
          {"not-before", TimeText(c.not_before)},
          {"not-after", TimeText(c.not_after)},
          {"key", c.key_algorithm},
          {"key-bits", c.key_bits},
          {"signature-algorithm", c.signature_algorithm},
          {"self-issued", c.self_issued},
          {"self-signed", Word(c.self_signed)},
          {"kind", Word(c.kind)},
          {"why", WhyKind(c)}};
}

std::string ValueText(const Json& value) {
  if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
  return value.is_string() ? value.get<std::string>() : value.dump();
}

}  // namespace

std::string InspectText(std::string_view name, const CertificateFile& file) {
  std::string text(name);
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

std::string InspectJson(std::string_view name, const CertificateFile& file) {
  Json certificates = Json::array();
  for (const CertificatePtr& certificate : file.certificates) {
    Json object;
    for (const Item& item : ItemsOf(*certificate)) object[item.key] = item.value;
    certificates.push_back(std::move(object));
  }
  return JsonText({{"file", name}, {"format", Word(file.format)}, {"certificates", std::move(certificates)}});
}

}  // namespace wmsim
