#include "scenarios/runner/state_check.h"

#include <set>

#include "emulator/device_files.h"
#include "emulator/device_settings.h"
#include "emulator/store_registry.h"
#include "scenarios/language/yaml_writer.h"

namespace wmsim {
namespace {

std::string Joined(const std::set<std::string>& texts) {
  std::string joined = "[";
  for (const std::string& text : texts) joined += (joined.size() == 1 ? "" : ", ") + text;
  return joined + "]";
}

std::string PolicyValueText(PolicyId id, std::optional<std::uint32_t> value) {
  return value ? FormatPolicyValue(id, *value) : "absent";
}

// How a scenario writes what a registry value is; "" for types that it has no word for.
std::string RegistryNodeText(const std::optional<RegistryData>& data) {
  if (!data) return "absent";
  if (const auto* number = std::get_if<std::uint32_t>(&*data)) return std::to_string(*number);
  if (const auto* text = std::get_if<RegistryText>(&*data))
    return FlowText(MappingNode({{"string", TextNode(text->text)}}));
  return "";
}

class StateChecker {
 public:
  StateChecker(const Device& device, Surroundings& surroundings) : device_(device), surroundings_(surroundings) {}

  Result<std::vector<Failure>> Run(const Entries& wanted) {
    for (const Entry& entry : wanted) {
      const std::string_view key = entry.key->name;
      if (key == "policies" || key == "policies-in-force") {
        Policies(entry, key == "policies-in-force");
      } else if (key == "configuration") {
        const ConfigurationMatch match = ConfigurationOf(device_);
        const std::string actual(match.differing.empty() ? match.configuration->name : "none");
        Compare(entry, std::get<std::string>(entry.value), actual, entry.at, "", actual);
      } else if (key == "registry") {
        Registry(entry);
      } else if (key == "stores") {
        if (const auto error = StoresOf(entry)) return *error;
      } else if (key == "running") {
        Names(entry, RunningPrograms(device_));
      } else if (key == "remembered") {
        Names(entry, RememberedPrograms(device_));
      } else if (key == "revoked" || key == "allowed") {
        const auto& hashes = std::get<std::vector<std::string>>(entry.value);
        const auto actual = key == "revoked" ? RevokedHashes(device_) : AllowedHashes(device_);
        CompareSets(entry, {hashes.begin(), hashes.end()}, {actual.begin(), actual.end()});
      } else if (key == "clock") {
        const std::string actual = FormatTime(device_.clock);
        Compare(entry, FormatTime(std::get<UnixTime>(entry.value)), actual, entry.at, "", actual);
      } else if (key == "files") {
        if (const auto error = Files(entry)) return *error;
      }
    }
    return std::move(failures_);
  }

 private:
  // `replacement` is what would hold in the place of the value, as YAML, or "" where that cannot be written there.
  void Compare(const Entry& entry, const std::string& expected, const std::string& actual, Position at,
               const std::string& where = "", const std::string& replacement = "") {
    if (expected == actual) return;
    const std::string key(entry.key->name);
    failures_.push_back({where.empty() ? key : key + " " + where, expected, actual, at, replacement});
  }

  void CompareSets(const Entry& entry, const std::set<std::string>& expected, const std::set<std::string>& actual) {
    std::vector<Node> items;
    for (const std::string& text : actual) items.push_back(TextNode(text));
    Compare(entry, Joined(expected), Joined(actual), entry.at, "", FlowText(ListNode(std::move(items))));
  }

  void Policies(const Entry& entry, bool in_force) {
    for (const WantedPolicy& setting : std::get<std::vector<WantedPolicy>>(entry.value)) {
      const PolicyState state = StateOf(device_, setting.id);
      const auto actual = in_force ? state.in_force : state.registry;
      Compare(entry, PolicyValueText(setting.id, setting.value), PolicyValueText(setting.id, actual), setting.at,
              std::to_string(static_cast<std::uint32_t>(setting.id)), actual ? std::to_string(*actual) : "absent");
    }
  }

  void Registry(const Entry& entry) {
    for (const RegistrySetting& setting : std::get<std::vector<RegistrySetting>>(entry.value)) {
      if (!setting.name) {
        const bool there = RegistryKeyExists(device_, setting.key);
        Compare(entry, setting.removed ? "absent" : "a key", there ? "a key" : "absent", setting.at, setting.key,
                there ? "{}" : "absent");
        continue;
      }
      const auto data = RegistryValueOf(device_, setting.key, *setting.name);
      Compare(entry, setting.data ? FormatRegistryData(*setting.data) : "absent",
              data ? FormatRegistryData(*data) : "absent", setting.at, setting.key + "\\" + *setting.name,
              RegistryNodeText(data));
    }
  }

  std::optional<Error> StoresOf(const Entry& entry) {
    for (const StoreState& state : std::get<std::vector<StoreState>>(entry.value)) {
      for (const bool wanted : {true, false}) {
        for (const std::string& text : wanted ? state.has : state.lacks) {
          const Result<Thumbprint> thumbprint = ThumbprintOf(text);
          if (!thumbprint.ok()) return thumbprint.error();
          const bool there = IsIn(state, thumbprint.value());
          Compare(entry, wanted ? "there" : "not there", there ? "there" : "not there", state.at,
                  state.store + " " + text);
        }
      }
    }
    return std::nullopt;
  }

  std::optional<Error> Files(const Entry& entry) {
    for (const FileSetting& setting : std::get<std::vector<FileSetting>>(entry.value)) {
      const DeviceFile* file = FindFile(device_, setting.path);
      std::string actual = FolderExists(device_, setting.path) ? "folder" : file == nullptr ? "absent" : "a file";
      std::string wanted = setting.kind == FileSetting::Kind::kAbsent ? "absent" : "folder";
      if (setting.kind == FileSetting::Kind::kFile) {
        const Result<std::string> bytes = ReadInScope(setting.file, surroundings_.scope, kMaxTextBytes);
        if (!bytes.ok()) return bytes.error();
        wanted = setting.file;
        const bool is_same = file != nullptr && file->bytes != nullptr && *file->bytes == bytes.value();
        if (file != nullptr && file->bytes != nullptr) actual = is_same ? wanted : "other bytes";
      }
      Compare(entry, wanted, actual, setting.at, setting.path, actual == "folder" || actual == "absent" ? actual : "");
    }
    return std::nullopt;
  }

  bool IsIn(const StoreState& state, const Thumbprint& thumbprint) const {
    if (state.part.empty()) return HasCertificate(device_, state.store, thumbprint);
    return HasCertificate(device_, {state.store, state.part, thumbprint});
  }

  Result<Thumbprint> ThumbprintOf(const std::string& text) {
    if (const auto thumbprint = ParseThumbprint(text)) return *thumbprint;
    const Result<CertificatePtr> certificate = OneCertificate(text, surroundings_);
    if (!certificate.ok()) return certificate.error();
    return certificate.value()->thumbprint;
  }

  void Names(const Entry& entry, const std::set<std::string>& actual) {
    std::set<std::string> wanted;
    for (const auto& name : std::get<std::vector<std::string>>(entry.value)) wanted.insert(IdentityOf(name));
    CompareSets(entry, wanted, actual);
  }

  static std::set<std::string> RunningPrograms(const Device& device) {
    std::set<std::string> programs;
    for (const auto& [program, trust] : device.running) programs.insert(program);
    return programs;
  }

  const Device& device_;
  Surroundings& surroundings_;
  std::vector<Failure> failures_;
};

}  // namespace

Result<std::vector<Failure>> StateDifferences(const Device& device, const Entries& wanted, Surroundings& surroundings) {
  return StateChecker(device, surroundings).Run(wanted);
}

Result<StepResult> ExpectState(const Device& device, const Entries& wanted, Surroundings& surroundings) {
  const auto differences = StateDifferences(device, wanted, surroundings);
  if (!differences.ok()) return differences.error();
  StepResult result;
  result.outcome = differences.value().empty() ? Outcome::kMatches : Outcome::kDiffers;
  return result;
}

}  // namespace wmsim
