#include "scenarios/report/dump.h"

#include <map>
#include <nlohmann/json.hpp>

#include "emulator/device_files.h"
#include "emulator/device_settings.h"
#include "emulator/store_registry.h"
#include "scenarios/report/json.h"
#include "scenarios/report/printable.h"

namespace wmsim {
namespace {

using Json = nlohmann::ordered_json;

std::vector<std::string> Remembered(const Device& device) {
  const std::set<std::string> programs = RememberedPrograms(device);
  return {programs.begin(), programs.end()};
}

std::vector<std::string> Running(const Device& device) {
  std::vector<std::string> programs;
  for (const auto& [program, trust] : device.running) programs.push_back(program);
  return programs;
}

std::string Number(PolicyId id) { return std::to_string(static_cast<std::uint32_t>(id)); }

// "two-tier-prompt", or "two-tier-prompt, except 4119".
std::string ConfigurationText(const Device& device) {
  const ConfigurationMatch match = ConfigurationOf(device);
  std::string text(match.configuration->name);
  const char* separator = ", except ";
  for (const PolicyId id : match.differing) {
    text += separator + Number(id);
    separator = ", ";
  }
  return text;
}

Json ConfigurationJson(const Device& device) {
  const ConfigurationMatch match = ConfigurationOf(device);
  Json differing = Json::array();
  for (const PolicyId id : match.differing) differing.push_back(static_cast<std::uint32_t>(id));
  return {
      {"nearest", match.configuration->name}, {"exact", match.differing.empty()}, {"differing", std::move(differing)}};
}

std::string JoinedOrNone(const std::vector<std::string>& texts) {
  std::string joined;
  for (const std::string& text : texts) joined += (joined.empty() ? "" : ", ") + text;
  return joined.empty() ? "none" : joined;
}

std::string PolicyLine(const Device& device, const PolicyInfo& policy) {
  return Number(policy.id) + "  " + std::string(policy.name) + "  " + PolicyText(device, policy.id);
}

Json PolicyJson(const Device& device, const PolicyInfo& policy) {
  const PolicyState state = StateOf(device, policy.id);
  return {{"id", static_cast<std::uint32_t>(policy.id)},
          {"name", policy.name},
          {"honoured", state.honoured},
          {"registry", state.registry ? Json(*state.registry) : Json(nullptr)},
          {"in-force", state.in_force ? Json(*state.in_force) : Json(nullptr)},
          {"by-default", state.by_default}};
}

std::map<std::string, MetabaseEntry> Metabase(const Device& device) {
  std::map<std::string, MetabaseEntry> entries;
  for (const MetabaseRows* rows : {&device.image->metabase, &device.changes.metabase}) {
    for (const auto& row : *rows) {
      if (row.value) entries[row.key] = *row.value;
      if (!row.value) entries.erase(row.key);
    }
  }
  return entries;
}

Json MetabaseJson(const Device& device) {
  Json list = Json::array();
  for (const auto& [setting, entry] : Metabase(device)) {
    list.push_back(
        {{"setting", setting}, {"access-role", Bits(entry.access)}, {"rw-access", static_cast<int>(entry.rw)}});
  }
  return list;
}

std::string SizeText(const DeviceFile& file) {
  return file.bytes != nullptr ? std::to_string(file.bytes->size()) + " bytes" : "folder";
}

Json FilesJson(const Device& device) {
  Json list = Json::array();
  for (const DeviceFile* file : FilesOf(device)) {
    list.push_back(
        {{"path", file->path}, {"size", file->bytes != nullptr ? Json(file->bytes->size()) : Json(nullptr)}});
  }
  return list;
}

Json RegistryJson(const Device& device) {
  Json entries = Json::array();
  for (const auto& row : FullRegistryOf(device)) {
    const bool is_value = row.key.name.has_value();
    entries.push_back({{"key", row.key.key},
                       {"name", is_value ? Json(*row.key.name) : Json(nullptr)},
                       {"type", is_value ? Json(RegistryTypeWord(*row.value->data)) : Json(nullptr)},
                       {"data", is_value ? Json(FormatRegistryData(*row.value->data)) : Json(nullptr)}});
  }
  return entries;
}

Json CertificateJson(const CertificateRows::Row& row) {
  return {{"thumbprint", FormatThumbprint(row.key.thumbprint)},
          {"subject", SubjectOf(*row.value)},
          {"store", row.key.store},
          {"part", row.key.part},
          {"role", Bits(row.value->role)},
          {"bytes-known", row.value->certificate != nullptr}};
}

Json AllowedJson(const Device& device) {
  Json files = Json::array();
  for (const auto& row : device.changes.allowed) {
    files.push_back({{"hash", row.key}, {"name", row.value->name}, {"trust", Word(row.value->trust)}});
  }
  return files;
}

Json SettingsJson(const Device& device) {
  Json settings = Json::array();
  for (const Setting& setting : SettingsBelow(device, "")) {
    settings.push_back({{"path", setting.path}, {"value", setting.value}});
  }
  return settings;
}

}  // namespace

std::string DumpText(const Device& device) {
  std::string text = std::string(device.image->profile.name) + " at " + FormatTime(device.clock) + "\n";
  text += "title: " + PrintableLine(device.image->profile.title) + "\n";
  text += std::string("operator-restricted: ") + (IsOperatorRestricted(device) ? "yes" : "no") + "\n";
  text += "configuration: " + ConfigurationText(device) + "\n";
  text += "running: " + JoinedOrNone(Running(device)) + "\n";
  text += "remembered: " + JoinedOrNone(Remembered(device)) + "\n";
  text += "policies in force:\n";
  for (const PolicyInfo& policy : Policies()) text += "  " + PolicyLine(device, policy) + "\n";
  text += "registry:\n";
  for (const auto& row : FullRegistryOf(device)) {
    text += "  " + row.key.key;
    if (row.key.name) text += "\\" + *row.key.name + " = " + FormatRegistryData(*row.value->data);
    text += "\n";
  }
  const auto metabase = Metabase(device);
  if (!metabase.empty()) text += "metabase:\n";
  for (const auto& [setting, entry] : metabase) {
    text += "  " + setting + "  access-role " + std::to_string(Bits(entry.access)) + "  rw-access " +
            std::to_string(static_cast<int>(entry.rw)) + "\n";
  }
  const auto files = FilesOf(device);
  if (!files.empty()) text += "files:\n";
  for (const DeviceFile* file : files) text += "  " + PrintableLine(file->path) + "  " + SizeText(*file) + "\n";
  const auto settings = SettingsBelow(device, "");
  if (!settings.empty()) text += "settings:\n";
  for (const Setting& setting : settings) {
    text += "  " + PrintableLine(setting.path) + " = " + PrintableLine(setting.value) + "\n";
  }
  const auto revoked = RevokedHashes(device);
  if (!revoked.empty()) text += "revoked:\n";
  for (const std::string& hash : revoked) text += "  " + hash + "\n";
  if (!device.changes.allowed.empty()) text += "allowed:\n";
  for (const auto& row : device.changes.allowed) {
    text += "  " + row.key + "  " + PrintableLine(row.value->name) + "  " + std::string(Word(row.value->trust)) + "\n";
  }
  text += "stores:\n";
  for (const CertificateRows::Row& row : StoredCertificates(device)) {
    text += "  " + row.key.store + "/" + row.key.part + "  " + FormatThumbprint(row.key.thumbprint) + "  " +
            std::string(SubjectOf(*row.value));
    if (Bits(row.value->role) != 0) text += "  role " + std::to_string(Bits(row.value->role));
    text += "\n";
  }
  return text;
}

std::string DumpJson(const Device& device) {
  Json policies = Json::array();
  for (const PolicyInfo& policy : Policies()) policies.push_back(PolicyJson(device, policy));
  Json certificates = Json::array();
  for (const CertificateRows::Row& row : StoredCertificates(device)) certificates.push_back(CertificateJson(row));
  return JsonText({{"format", 1},
                   {"device", device.image->profile.name},
                   {"title", device.image->profile.title},
                   {"clock", FormatTime(device.clock)},
                   {"operator-restricted", IsOperatorRestricted(device)},
                   {"configuration", ConfigurationJson(device)},
                   {"running", Running(device)},
                   {"remembered", RememberedPrograms(device)},
                   {"policies", std::move(policies)},
                   {"registry", RegistryJson(device)},
                   {"metabase", MetabaseJson(device)},
                   {"files", FilesJson(device)},
                   {"settings", SettingsJson(device)},
                   {"revoked", RevokedHashes(device)},
                   {"allowed", AllowedJson(device)},
                   {"certificates", std::move(certificates)}});
}

}  // namespace wmsim
