#include "scenarios/runner/images.h"

#include <algorithm>

#include "emulator/certificate_tools.h"
#include "emulator/device_files.h"
#include "emulator/device_settings.h"
#include "emulator/store_registry.h"
#include "policy_engine/reading.h"
#include "scenarios/language/decode.h"
#include "scenarios/language/scenario.h"
#include "scenarios/language/suggest.h"
#include "scenarios/language/words.h"
#include "scenarios/runner/import.h"

namespace wmsim {
namespace {

// How many device files may be based on one another.
constexpr std::size_t kMaxDepth = 16;

// Names an image on the shelf: what it is made of, and the roots whose bytes are at hand.
std::string ShelfKey(const std::string& name, const Surroundings& surroundings) {
  return name + " " + std::to_string(reinterpret_cast<std::uintptr_t>(surroundings.known_roots.get()));
}

std::shared_ptr<const Image> ProfileImage(const Profile& profile, Surroundings& surroundings) {
  const KnownRoots& roots = surroundings.known_roots;
  const std::string key = ShelfKey(profile.name, surroundings);
  if (const auto* shelved = surroundings.caches.images.Find(key)) return shelved->image;
  const auto known = roots != nullptr ? std::span<const CertificatePtr>(*roots) : std::span<const CertificatePtr>();
  return surroundings.caches.images.Keep(key, {BuildImage(profile, false, known), 0}).image;
}

// An error of a device file is told with the file's own name.
Error InFile(const Error& error, const std::string& file) {
  return error.file.empty() ? Error{error.text, file, error.line, error.column} : error;
}

// An error of the file `path` that a device file names at a place: with a place of its own it is told there, as one of
// the file `name`; otherwise where the device file names it.
Error OfNamed(const Error& error, const std::string& path, const std::string& name, Position at) {
  if (error.line == 0) return {"`" + path + "`: " + error.text, "", at.line, at.column};
  return {error.text, name, error.line, error.column};
}

class DeviceFileReader {
 public:
  explicit DeviceFileReader(Surroundings& surroundings) : surroundings_(surroundings) {}

  // `name` is what messages call the device file.
  Result<ImageShelf::Entry> Find(const std::string& device, const std::string& name, const PathScope& scope) {
    if (!IsDeviceFile(device)) {
      const Profile* profile = FindProfile(device);
      if (profile == nullptr) return Error{UnknownWord("device", device, DeviceWords())};
      return ImageShelf::Entry{ProfileImage(*profile, surroundings_), 0};
    }
    const auto path = Resolve(device, scope);
    if (!path.ok()) return Error{path.error().text, name};
    const std::string key = ShelfKey(path.value().string(), surroundings_);
    if (const auto* known = surroundings_.caches.images.Find(key)) return *known;
    if (std::ranges::find(open_, path.value()) != open_.end()) {
      return Error{"device files are based on each other in a circle", name};
    }
    open_.push_back(path.value());
    auto built = Build(name, path.value(), scope);
    open_.pop_back();
    if (!built.ok()) return built.error();
    return surroundings_.caches.images.Keep(key, std::move(built).value());
  }

 private:
  Result<ImageShelf::Entry> Build(const std::string& name, const std::filesystem::path& path, const PathScope& scope) {
    const Result<std::string> text = ReadHostFile(path, kMaxTextBytes);
    if (!text.ok()) return Error{text.error().text, name};
    Diagnostics diagnostics(name);
    const std::optional<Entries> file = ParseDeviceFile(text.value(), diagnostics);
    if (!file) {
      const Diagnostic& first = diagnostics.list().front();
      return Error{first.text, first.file, first.at.line, first.at.column};
    }
    const PathScope inside{path.parent_path(), scope.root, scope.allowed};
    const std::string based_on = file->Text("based-on");
    const Error too_deep{"device files are based on each other too deeply", name};
    if (open_.size() > kMaxDepth) return too_deep;
    const auto base = Find(based_on, NamedBy(name, based_on), inside);
    if (!base.ok()) return InFile(OfNamed(base.error(), based_on, base.error().file, file->Find("based-on")->at), name);
    if (base.value().depth >= kMaxDepth) return too_deep;
    Surroundings of_file{surroundings_.caches, inside, surroundings_.known_roots};
    auto image = Describe(*file, name, *base.value().image, of_file);
    if (!image.ok()) return InFile(image.error(), name);
    return ImageShelf::Entry{std::move(image).value(), base.value().depth + 1};
  }

  // The image of a device file: its base, with the readings that it chooses, and all else burned in.
  static Result<std::shared_ptr<const Image>> Describe(const Entries& file, const std::string& name, const Image& base,
                                                       Surroundings& surroundings) {
    auto image = std::make_shared<Image>(base);
    if (file.Has("title")) image->profile.title = file.Text("title");
    if (const auto* clock = file.Get<UnixTime>("clock")) image->profile.clock = *clock;
    if (const auto* restricted = file.Get<bool>("operator-restricted")) image->operator_restricted = *restricted;
    if (const auto* readings = file.Get<std::vector<ChosenReading>>("readings")) {
      for (const ChosenReading& reading : *readings) {
        if (const auto problem = Choose(image->profile, reading.contradiction, reading.source)) {
          return Error{*problem, "", reading.at.line, reading.at.column};
        }
      }
    }
    const UnixTime time = image->profile.clock;
    Device device = Boot(std::move(image), {}, time);
    ShipChosenDefaults(base.profile, device);
    if (const Configuration* configuration = FindConfiguration(file.Text("configuration"))) {
      Configure(device, *configuration);
    }
    if (const Entry* imports = file.Find("import")) {
      const auto& paths = std::get<std::vector<std::string>>(imports->value);
      for (std::size_t i = 0; i < paths.size(); ++i) {
        const auto error = Import(device, paths[i], surroundings.scope);
        if (error) return OfNamed(*error, paths[i], NamedBy(name, paths[i]), imports->ItemAt(i));
      }
    }
    if (const auto error = ApplyState(device, file, surroundings)) return *error;
    return Burn(device);
  }

  // What another reading says of a default is what the ROM's registry has.
  static void ShipChosenDefaults(const Profile& base, Device& device) {
    const auto& policies = device.image->profile.policies;
    for (std::size_t i = 0; i < policies.size(); ++i) {
      const PolicyDefault& now = policies[i];
      if (now == base.policies[i]) continue;
      const bool is_set = now.standing == PolicyStanding::kSet;
      WritePolicy(device, now.id, is_set ? std::optional(now.value) : std::nullopt);
    }
  }

  Surroundings& surroundings_;
  std::vector<std::filesystem::path> open_;  // the files that are being read, each based on the next
};

std::optional<Error> ApplyStores(Device& device, const std::vector<StoreSetting>& settings,
                                 Surroundings& surroundings) {
  for (const StoreSetting& setting : settings) {
    if (const auto problem = MissingPart(device, setting.store, setting.part)) {
      return Error{*problem, "", setting.at.line, setting.at.column};
    }
    Result<CertificatePtr> certificate = OneCertificate(setting.file, surroundings);
    if (!certificate.ok()) {
      const Error& error = certificate.error();
      if (setting.at.line == 0) return error;  // said on the command line
      return Error{"`" + error.file + "`: " + error.text, "", setting.at.line, setting.at.column};
    }
    const std::string_view part = FindStorePart(device.image->profile, setting.store, setting.part)->part;
    AddCertificate(device, std::move(certificate).value(), setting.store, part, setting.role);
  }
  return std::nullopt;
}

std::optional<Error> ApplyFiles(Device& device, const std::vector<FileSetting>& settings, const PathScope& scope) {
  for (const FileSetting& setting : settings) {
    if (setting.kind == FileSetting::Kind::kAbsent) {
      RemoveFile(device, setting.path);
    } else if (setting.kind == FileSetting::Kind::kFolder) {
      PutFile(device, setting.path, nullptr);
    } else {
      Result<std::string> bytes = ReadInScope(setting.file, scope, kMaxTextBytes);
      if (!bytes.ok()) {
        return Error{"`" + bytes.error().file + "`: " + bytes.error().text, "", setting.at.line, setting.at.column};
      }
      PutFile(device, setting.path, std::make_shared<const std::string>(std::move(bytes).value()));
    }
  }
  return std::nullopt;
}

}  // namespace

const ImageShelf::Entry* ImageShelf::Find(const std::string& key) const {
  const std::lock_guard lock(mutex_);
  const auto entry = images_.find(key);
  return entry != images_.end() ? &entry->second : nullptr;
}

const ImageShelf::Entry& ImageShelf::Keep(const std::string& key, const Entry& entry) {
  const std::lock_guard lock(mutex_);
  return images_.try_emplace(key, entry).first->second;
}

Result<std::shared_ptr<const Image>> ImageOf(const std::string& name, Surroundings& surroundings) {
  auto found = DeviceFileReader(surroundings).Find(name, name, surroundings.scope);
  if (!found.ok()) return found.error();
  return std::move(found).value().image;
}

Result<std::shared_ptr<const Image>> RomOf(const std::string& name, const Entries& given, Surroundings& surroundings) {
  auto image = ImageOf(name, surroundings);
  const bool* restricted = given.Get<bool>("operator-restricted");
  const Configuration* configuration = FindConfiguration(given.Text("configuration"));
  if (!image.ok() || (restricted == nullptr && configuration == nullptr)) return image;
  const std::string key = std::to_string(reinterpret_cast<std::uintptr_t>(image.value().get())) + " " +
                          given.Text("configuration") +
                          (restricted == nullptr ? ""
                           : *restricted         ? " yes"
                                                 : " no");
  if (const auto* known = surroundings.caches.images.Find(key)) return known->image;
  Device device = Boot(image.value(), {}, image.value()->profile.clock);
  if (configuration != nullptr) Configure(device, *configuration);
  if (restricted != nullptr) device.changes.operator_restricted = *restricted;
  return surroundings.caches.images.Keep(key, {Burn(device), 0}).image;
}

std::optional<Error> ApplyState(Device& device, const Entries& state, Surroundings& surroundings) {
  if (const auto* policies = state.Get<std::vector<WantedPolicy>>("policies")) {
    for (const PolicySetting& setting : *policies) WritePolicy(device, setting.id, setting.value);
  }
  if (const auto* registry = state.Get<std::vector<RegistrySetting>>("registry")) {
    for (const RegistrySetting& setting : *registry) ChangeRegistry(device, setting);
  }
  if (const auto* metabase = state.Get<std::vector<MetabaseSetting>>("metabase")) {
    for (const auto& [setting, entry] : *metabase) device.changes.metabase.Set(MetabaseKey(setting), entry);
  }
  if (const auto* files = state.Get<std::vector<FileSetting>>("files")) {
    if (auto error = ApplyFiles(device, *files, surroundings.scope)) return error;
  }
  if (const auto* revoked = state.Get<std::vector<std::string>>("revoked")) {
    for (const std::string& hash : *revoked) SetRevoked(device, hash, true);
  }
  const auto* stores = state.Get<std::vector<StoreSetting>>("stores");
  return stores != nullptr ? ApplyStores(device, *stores, surroundings) : std::nullopt;
}

std::optional<std::string> MissingPart(const Device& device, const std::string& store, const std::string& part) {
  if (FindStorePart(device.image->profile, store, part) != nullptr) return std::nullopt;
  if (FindStorePart(device.image->profile, store, "") == nullptr) return "this device has no store " + store;
  return "the store " + store + " has no part `" + part + "` on this device";
}

Result<CertificatePtr> OneCertificate(const std::string& path, Surroundings& surroundings) {
  const Result<LoadedCertificate> loaded = surroundings.caches.files.Certificate(path, surroundings.scope);
  if (!loaded.ok()) return loaded.error();
  const auto& [file, problem] = *loaded.value();
  if (!problem.empty()) return Error{problem, path};
  if (!HoldsOne(file)) return Error{"expected a file with one certificate", path};
  return file.certificates.front();
}

}  // namespace wmsim
