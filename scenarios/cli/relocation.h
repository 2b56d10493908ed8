// Files of the command line as files of a scenario: what its suite may not read is copied beside it.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/result.h"
#include "scenarios/language/key.h"

namespace wmsim {

// Relocation turns paths into paths from a scenario's folder. Copies that were made are gone with it, unless they are
// kept. What could not be copied is told by error(), the first of it.
class Relocation {
 public:
  explicit Relocation(const std::filesystem::path& scenario);
  ~Relocation();
  Relocation(const Relocation&) = delete;
  Relocation& operator=(const Relocation&) = delete;

  // Relocate turns the paths in the values of those keys that hold some; `base` is where they start.
  void Relocate(Node& mapping, std::span<const KeyInfo> keys, const std::filesystem::path& base);

  // RelocateScalars turns every scalar below a node that names a file.
  void RelocateScalars(Node& node, const std::filesystem::path& base);

  // RelocateDevice turns the path of a device file; with a copy go the files that it names.
  void RelocateDevice(Node& node, const std::filesystem::path& base);

  // AddFile writes a file beside the scenario and returns its name: `name`, or the first of NAME-2, NAME-3 and so on
  // that is free or holds the same.
  std::string AddFile(const std::filesystem::path& name, std::string_view bytes);

  void KeepCopies() { copies_.clear(); }
  const std::optional<Error>& error() const { return error_; }

 private:
  bool IsInSuite(const std::filesystem::path& file) const;
  std::string PathFor(const std::filesystem::path& file);
  std::string PathForDevice(const std::filesystem::path& file);
  std::string FromScenario(const std::filesystem::path& file) const;
  void Fail(Error error);

  std::filesystem::path scenario_;
  std::filesystem::path folder_;
  std::filesystem::path root_;
  std::vector<std::filesystem::path> copies_;
  std::optional<Error> error_;
};

}  // namespace wmsim
