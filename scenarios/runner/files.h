// Files of the host: found, checked, read once and kept, and written. Nothing else in wmsim opens one.
//
// Every byte of them is hostile: only regular files of a limited size are read, and a scenario reaches only what is in
// its own suite or in a folder that the user allowed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "emulator/certificate_file.h"
#include "emulator/result.h"

namespace wmsim {

inline constexpr std::uintmax_t kMaxCertificateBytes = 4U << 20;
inline constexpr std::uintmax_t kMaxTextBytes = 16U << 20;
inline constexpr std::uintmax_t kMaxPackageBytes = 64U << 20;

// ReadHostFile returns the bytes of a regular file of at most `max_bytes`.
Result<std::string> ReadHostFile(const std::filesystem::path& path, std::uintmax_t max_bytes);

// WhyNotWritable returns why WriteHostFile could not write there, as far as that can be told before: there is no such
// folder, or something else than a regular file. Nothing where it could.
std::optional<Error> WhyNotWritable(const std::filesystem::path& path);

// WriteHostFile writes a file whole or not at all: beside it first, then in its place, with the permissions that it
// had.
std::optional<Error> WriteHostFile(const std::filesystem::path& path, std::string_view text);

// FirstLine returns the text before the first end of a line: how files hold passwords.
std::string FirstLine(std::string_view text);

// Files that are on no disk: their bytes by their names. What wmsim makes for a scenario is tried so before anything is
// written.
using MadeFiles = std::map<std::string, std::string, std::less<>>;

// Where paths lead: relative ones start at `base`; what they lead to must be in `root` or in one of `allowed`. Without
// a root every path is good, as on the command line. A path that is the name of one of `made` leads there, and to no
// file of the host; a FileCache wants one name to stand for the same bytes always.
struct PathScope {
  std::filesystem::path base;
  std::optional<std::filesystem::path> root;
  std::vector<std::filesystem::path> allowed;
  std::shared_ptr<const MadeFiles> made = nullptr;
};

// Resolve returns where a path leads, with every link followed.
Result<std::filesystem::path> Resolve(const std::string& path, const PathScope& scope);

// NamedBy returns what messages call the file at `path` that the file `by` names: as seen from where `by` was named.
std::string NamedBy(const std::string& by, const std::string& path);

// ReadInScope returns the bytes of the file that `path` leads to. Errors name the file as `path` does.
Result<std::string> ReadInScope(const std::string& path, const PathScope& scope, std::uintmax_t max_bytes);

// A file that was read and understood, or why it was not: `problem` is empty for a good file.
template <class T>
struct Loaded {
  T content;
  std::string problem;
};
using LoadedCertificate = std::shared_ptr<const Loaded<CertificateFile>>;
using LoadedChain = std::shared_ptr<const Loaded<std::vector<CertificatePtr>>>;

// FileCache keeps every certificate that was read and parsed, so that each file is looked at once in a run. Several
// threads may ask at once.
class FileCache {
 public:
  // Errors are about the file itself (missing, a folder, too large); what is inside is never one.
  Result<LoadedCertificate> Certificate(const std::string& path, const PathScope& scope);
  Result<LoadedChain> Chain(const std::string& path, const PathScope& scope);

  // Folder returns the certificates in a folder; files that are none are passed over.
  Result<std::vector<CertificatePtr>> Folder(const std::string& path, const PathScope& scope);

 private:
  std::mutex mutex_;
  std::map<std::filesystem::path, LoadedCertificate> certificates_;
  std::map<std::filesystem::path, LoadedChain> chains_;
};

}  // namespace wmsim
