#include "scenarios/runner/files.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

namespace wmsim {
namespace {

namespace fs = std::filesystem;

std::string SizeText(std::uintmax_t bytes) { return std::to_string(bytes >> 20) + " MiB"; }

bool IsInside(const fs::path& path, const fs::path& folder) {
  std::error_code error;
  const fs::path resolved = fs::weakly_canonical(folder, error);
  return !error && !resolved.empty() && std::ranges::mismatch(resolved, path).in1 == resolved.end();
}

const std::string* FindMade(const std::string& path, const PathScope& scope) {
  if (scope.made == nullptr) return nullptr;
  const auto made = scope.made->find(path);
  return made != scope.made->end() ? &made->second : nullptr;
}

// Reads and parses a file once; later calls get the same. The key of a made file is its name: every other is absolute.
template <class T, class Parse>
Result<std::shared_ptr<const Loaded<T>>> LoadOnce(std::map<fs::path, std::shared_ptr<const Loaded<T>>>& cache,
                                                  std::mutex& mutex, const std::string& path, const PathScope& scope,
                                                  Parse parse) {
  const bool is_made = FindMade(path, scope) != nullptr;
  const Result<fs::path> resolved = is_made ? Result<fs::path>(fs::path(path)) : Resolve(path, scope);
  if (!resolved.ok()) return resolved.error();
  const std::lock_guard lock(mutex);
  if (const auto known = cache.find(resolved.value()); known != cache.end()) return known->second;
  const Result<std::string> bytes = ReadInScope(path, scope, kMaxCertificateBytes);
  if (!bytes.ok()) return bytes.error();
  Result<T> parsed = parse(bytes.value());
  auto loaded = parsed.ok() ? std::make_shared<const Loaded<T>>(Loaded<T>{std::move(parsed).value(), ""})
                            : std::make_shared<const Loaded<T>>(Loaded<T>{T{}, parsed.error().text});
  return cache.emplace(resolved.value(), std::move(loaded)).first->second;
}

// What new files may not be; the only way to ask is to set it.
mode_t CurrentUmask() {
  const mode_t mask = umask(0);
  umask(mask);
  return mask;
}

}  // namespace

Result<fs::path> Resolve(const std::string& path, const PathScope& scope) {
  std::error_code error;
  if (path.empty()) return Error{"the file's name is empty"};
  const fs::path resolved = fs::weakly_canonical(scope.base / path, error);
  if (error) return Error{error.message(), path};
  const auto contains = [&](const fs::path& folder) { return IsInside(resolved, folder); };
  if (!scope.root || contains(*scope.root) || std::ranges::any_of(scope.allowed, contains)) return resolved;
  return Error{"outside the suite's folder; --allow DIR lets scenarios read other folders", path};
}

std::string NamedBy(const std::string& by, const std::string& path) {
  return (fs::path(by).parent_path() / path).lexically_normal().generic_string();
}

Result<std::string> ReadHostFile(const fs::path& path, std::uintmax_t max_bytes) {
  const std::string name = path.string();
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) return Error{"no such file", name};
  if (!fs::exists(status)) return Error{error.message(), name};
  if (fs::is_directory(status)) return Error{"this is a folder, not a file", name};
  if (!fs::is_regular_file(status)) return Error{"not a regular file", name};
  const std::uintmax_t size = fs::file_size(path, error);
  if (error) return Error{error.message(), name};
  if (size > max_bytes) return Error{"larger than " + SizeText(max_bytes), name};
  std::ifstream in(path, std::ios::binary);
  std::string bytes(static_cast<std::size_t>(size), '\0');
  if (!in.read(bytes.data(), static_cast<std::streamsize>(size))) {
    return Error{std::string("cannot be read: ") + std::strerror(errno), name};
  }
  return bytes;
}

std::optional<Error> WhyNotWritable(const fs::path& path) {
  std::error_code unknown;
  const fs::file_type type = fs::symlink_status(path, unknown).type();
  const bool replaceable = type == fs::file_type::not_found || type == fs::file_type::regular;
  if (!replaceable) return Error{"not a regular file: it is not written over", path.string()};
  const fs::path folder = path.has_parent_path() ? path.parent_path() : ".";
  if (!fs::is_directory(folder, unknown)) return Error{"cannot be written: there is no such folder", path.string()};
  return std::nullopt;
}

std::optional<Error> WriteHostFile(const fs::path& path, std::string_view text) {
  if (auto error = WhyNotWritable(path)) return error;
  std::string beside = path.string() + ".XXXXXX";  // nobody else's file, and no link
  const int file = mkstemp(beside.data());
  const auto fail = [&] {
    const std::string cause = std::strerror(errno);
    if (file >= 0) unlink(beside.c_str());
    return Error{"cannot be written: " + cause, path.string()};
  };
  if (file < 0) return fail();
  struct stat before {};
  const mode_t new_file = 0666 & ~CurrentUmask();
  const mode_t mode = stat(path.c_str(), &before) == 0 ? before.st_mode & 07777 : new_file;
  bool good = fchmod(file, mode) == 0;
  while (good && !text.empty()) {
    const ssize_t written = write(file, text.data(), text.size());
    good = written > 0;
    if (good) text.remove_prefix(static_cast<std::size_t>(written));
  }
  good = close(file) == 0 && good;
  if (!good || std::rename(beside.c_str(), path.c_str()) != 0) return fail();
  return std::nullopt;
}

std::string FirstLine(std::string_view text) { return std::string(text.substr(0, text.find_first_of("\r\n"))); }

Result<std::string> ReadInScope(const std::string& path, const PathScope& scope, std::uintmax_t max_bytes) {
  if (const std::string* made = FindMade(path, scope)) return *made;
  const Result<fs::path> resolved = Resolve(path, scope);
  if (!resolved.ok()) return resolved.error();
  Result<std::string> bytes = ReadHostFile(resolved.value(), max_bytes);
  if (!bytes.ok()) return Error{bytes.error().text, path};
  return bytes;
}

Result<LoadedCertificate> FileCache::Certificate(const std::string& path, const PathScope& scope) {
  return LoadOnce(certificates_, mutex_, path, scope, ReadCertificateFile);
}

Result<LoadedChain> FileCache::Chain(const std::string& path, const PathScope& scope) {
  return LoadOnce(chains_, mutex_, path, scope, ReadChain);
}

Result<std::vector<CertificatePtr>> FileCache::Folder(const std::string& path, const PathScope& scope) {
  const Result<fs::path> resolved = Resolve(path, scope);
  if (!resolved.ok()) return resolved.error();
  std::error_code error;
  std::vector<fs::path> files;
  for (fs::directory_iterator entry(resolved.value(), error), end; !error && entry != end; entry.increment(error)) {
    std::error_code unknown;
    if (entry->is_regular_file(unknown)) files.push_back(entry->path());
  }
  if (error) return Error{error.message(), path};
  std::ranges::sort(files);
  std::vector<CertificatePtr> certificates;
  for (const fs::path& file : files) {
    const auto loaded = Certificate(file.string(), scope);
    if (!loaded.ok()) continue;
    const auto& found = loaded.value()->content.certificates;
    certificates.insert(certificates.end(), found.begin(), found.end());
  }
  return certificates;
}

}  // namespace wmsim
