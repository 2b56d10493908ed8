#include "emulator/device_diff.h"

#include "emulator/device_files.h"
#include "emulator/device_settings.h"
#include "policy_engine/number.h"

namespace wmsim {
namespace {

class Differ {
 public:
  Differ(const Device& before, const Device& after) : before_(before), after_(after) {}

  std::vector<Change> Run() {
    Registry();
    Certificates();
    Remembered();
    Metabase();
    Files();
    Settings();
    Revocations();
    Allowances();
    Flag("operator-restricted", "device", IsOperatorRestricted(before_), IsOperatorRestricted(after_));
    Running();
    if (before_.clock != after_.clock) Add("clock", "device", FormatTime(before_.clock), FormatTime(after_.clock));
    return std::move(changes_);
  }

 private:
  void Add(std::string kind, std::string where, std::optional<std::string> before, std::optional<std::string> after) {
    changes_.push_back({std::move(kind), std::move(where), std::move(before), std::move(after)});
  }

  void Flag(std::string kind, std::string where, bool before, bool after) {
    if (before != after) Add(std::move(kind), std::move(where), before ? "yes" : "no", after ? "yes" : "no");
  }

  void Registry() {
    if (before_.changes.registry == after_.changes.registry) return;
    RegistryRows old_rows, new_rows;
    old_rows.Append(RegistryOf(before_).Entries());
    new_rows.Append(RegistryOf(after_).Entries());
    VisitOverlay(old_rows, new_rows, [&](const RegistryLocation& location, const auto* was, const auto* is) {
      if (was != nullptr && is != nullptr && *was->value == *is->value) return;
      if (!location.name) {
        Flag("registry-key", location.key, was != nullptr, is != nullptr);
        return;
      }
      Add("registry-value", location.key + "\\" + *location.name, DataText(was), DataText(is));
      const auto policy = PolicyAt(location.key, *location.name);
      if (policy) changes_.back().takes_effect = WhenInForce(after_, *policy);
    });
  }

  static std::optional<std::string> DataText(const RegistryRows::Row* row) {
    if (row == nullptr) return std::nullopt;
    return FormatRegistryData(*row->value->data);
  }

  void Certificates() {
    if (before_.changes.certificates == after_.changes.certificates) return;
    for (const StoreInfo& store : Stores()) {
      CertificateRows old_rows, new_rows;
      old_rows.Append(CertificatesIn(*before_.image, before_.changes.certificates, store.name));
      new_rows.Append(CertificatesIn(*after_.image, after_.changes.certificates, store.name));
      VisitOverlay(old_rows, new_rows, [&](const CertificateLocation& key, const auto* was, const auto* is) {
        if (was != nullptr && is != nullptr && *was->value == *is->value) return;
        Add("certificate", key.store + "/" + key.part + "/" + FormatThumbprint(key.thumbprint), StoredText(was),
            StoredText(is));
      });
    }
  }

  static std::optional<std::string> StoredText(const CertificateRows::Row* row) {
    if (row == nullptr) return std::nullopt;
    std::string text(SubjectOf(*row->value));
    if (Bits(row->value->role) != 0) text += " (role " + std::to_string(Bits(row->value->role)) + ")";
    return text;
  }

  void Remembered() {
    VisitOverlay(before_.changes.remembered, after_.changes.remembered,
                 [&](const std::string&, const auto* was, const auto* is) {
                   const Accepted& program = *(was != nullptr ? was : is)->value;
                   Flag("remembered", program.name, was != nullptr, is != nullptr);
                 });
  }

  void Metabase() {
    VisitOverlay(before_.changes.metabase, after_.changes.metabase,
                 [&](const std::string& setting, const auto*, const auto*) {
                   const auto was = MetabaseEntryFor(before_, setting);
                   const auto is = MetabaseEntryFor(after_, setting);
                   if (was != is) Add("metabase", setting, EntryText(was), EntryText(is));
                 });
  }

  void Files() {
    VisitOverlay(before_.changes.files, after_.changes.files, [&](const std::string& path, const auto*, const auto*) {
      const DeviceFile* was = FindFile(before_, path);
      const DeviceFile* is = FindFile(after_, path);
      if (was != nullptr && is != nullptr && *was == *is) return;
      if (was == nullptr && is == nullptr) return;
      auto now = FileText(is);
      if (now && now == FileText(was)) now = "other " + *now;
      Add("file", is != nullptr ? is->path : was->path, FileText(was), now);
    });
  }

  static std::optional<std::string> FileText(const DeviceFile* file) {
    if (file == nullptr) return std::nullopt;
    return file->bytes != nullptr ? std::to_string(file->bytes->size()) + " bytes" : "a folder";
  }

  static std::optional<std::string> EntryText(const std::optional<MetabaseEntry>& entry) {
    if (!entry) return std::nullopt;
    return "access-role " + std::to_string(Bits(entry->access)) + ", rw-access " +
           std::to_string(static_cast<int>(entry->rw));
  }

  void Settings() {
    VisitOverlay(before_.changes.settings, after_.changes.settings,
                 [&](const std::string& key, const auto*, const auto*) {
                   const auto was = SettingOf(before_, key);
                   const auto is = SettingOf(after_, key);
                   const auto* row = after_.changes.settings.Find(key);
                   if (was != is) Add("setting", row != nullptr && row->value ? row->value->path : key, was, is);
                 });
  }

  void Revocations() {
    VisitOverlay(before_.changes.revoked, after_.changes.revoked,
                 [&](const std::string& hash, const auto*, const auto*) {
                   Flag("revoked", hash, IsRevoked(before_, hash), IsRevoked(after_, hash));
                 });
  }

  void Allowances() {
    VisitOverlay(before_.changes.allowed, after_.changes.allowed,
                 [&](const std::string& hash, const auto* was, const auto* is) {
                   Flag("allowed", hash, was != nullptr, is != nullptr);
                 });
  }

  void Running() {
    for (const auto& [program, trust] : before_.running) {
      if (!after_.running.contains(program)) Flag("running", program, true, false);
    }
    for (const auto& [program, trust] : after_.running) {
      if (!before_.running.contains(program)) Flag("running", program, false, true);
    }
  }

  const Device& before_;
  const Device& after_;
  std::vector<Change> changes_;
};

}  // namespace

std::vector<Change> DiffDevices(const Device& before, const Device& after) { return Differ(before, after).Run(); }

}  // namespace wmsim
