#include "scenarios/report/inspect.h"

#include <algorithm>
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

std::string InspectText(std::string_view name, const Inspection& file) {
  std::string text = PrintableLine(name) + ": " + file.format;
  if (file.locked) text += ", not opened: the password is wrong or missing";
  if (!file.problem.empty()) text += ", " + PrintableLine(file.problem);
  text += "\n";
  const auto add = [&](std::string label, const std::string& value) {
    constexpr std::size_t kWidth = 23;
    label.insert(0, "  ");
    label.resize(std::max(label.size() + 1, kWidth), ' ');
    text += label + PrintableLine(value) + "\n";
  };
  for (const auto& [label, value] : file.details) add(label, value);
  const bool is_container = file.format == Word(FileFormat::kPkcs7) || file.format == Word(FileFormat::kPkcs12);
  const bool was_read = !file.locked && file.problem.empty();
  if (is_container && was_read && file.certificates.empty()) add("certificates", "none");
  for (std::size_t i = 0; i < file.certificates.size(); ++i) {
    if (file.certificates.size() > 1) text += "  certificate " + std::to_string(i + 1) + "\n";
    for (const Item& item : ItemsOf(*file.certificates[i])) add(item.key, ValueText(item.value));
    if (i < file.with_private_key) add("private-key", "yes");
  }
  return text;
}

std::string InspectJson(const std::vector<Inspected>& files) {
  Json list = Json::array();
  for (const auto& [name, file] : files) {
    Json entry = {{"file", name},
                  {"format", nullptr},
                  {"locked", false},
                  {"certificates", Json::array()},
                  {"details", Json::object()},
                  {"problem", nullptr}};
    if (file.ok()) {
      const Inspection& found = file.value();
      entry["format"] = found.format;
      entry["locked"] = found.locked;
      if (!found.problem.empty()) entry["problem"] = found.problem;
      for (const auto& [label, value] : found.details) entry["details"][label] = value;
      for (std::size_t i = 0; i < found.certificates.size(); ++i) {
        Json object;
        for (const Item& item : ItemsOf(*found.certificates[i])) object[item.key] = item.value;
        object["private-key"] = i < found.with_private_key;
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
