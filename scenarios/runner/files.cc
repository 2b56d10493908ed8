#include "scenarios/runner/files.h"

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

// Reads and parses a file once; later calls get the same.
template <class T, class Parse>
Result<std::shared_ptr<const Loaded<T>>> LoadOnce(std::map<fs::path, std::shared_ptr<const Loaded<T>>>& cache,
                                                  const std::string& path, const PathScope& scope, Parse parse) {
  const Result<fs::path> resolved = Resolve(path, scope);
  if (!resolved.ok()) return resolved.error();
  if (const auto known = cache.find(resolved.value()); known != cache.end()) return known->second;
  const Result<std::string> bytes = ReadHostFile(resolved.value(), kMaxCertificateBytes);
  if (!bytes.ok()) return Error{bytes.error().text, path};
  Result<T> parsed = parse(bytes.value());
  auto loaded = parsed.ok() ? std::make_shared<const Loaded<T>>(Loaded<T>{std::move(parsed).value(), ""})
                            : std::make_shared<const Loaded<T>>(Loaded<T>{T{}, parsed.error().text});
  return cache.emplace(resolved.value(), std::move(loaded)).first->second;
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
  const fs::path beside = path.string() + ".part";
  std::ofstream out(beside, std::ios::binary);
  out << text;
  out.close();
  const std::string cause = std::strerror(errno);
  std::error_code error;
  if (out && fs::exists(path, error)) fs::permissions(beside, fs::status(path, error).permissions(), error);
  if (out && !error) fs::rename(beside, path, error);
  if (out && !error) return std::nullopt;
  std::error_code ignored;
  fs::remove(beside, ignored);
  return Error{"cannot be written: " + (error ? error.message() : cause), path.string()};
}

std::string FirstLine(std::string_view text) { return std::string(text.substr(0, text.find_first_of("\r\n"))); }

Result<std::string> ReadInScope(const std::string& path, const PathScope& scope, std::uintmax_t max_bytes) {
  const Result<fs::path> resolved = Resolve(path, scope);
  if (!resolved.ok()) return resolved.error();
  Result<std::string> bytes = ReadHostFile(resolved.value(), max_bytes);
  if (!bytes.ok()) return Error{bytes.error().text, path};
  return bytes;
}

Result<LoadedCertificate> FileCache::Certificate(const std::string& path, const PathScope& scope) {
  const std::lock_guard lock(mutex_);
  return LoadOnce(certificates_, path, scope, ReadCertificateFile);
}

Result<LoadedChain> FileCache::Chain(const std::string& path, const PathScope& scope) {
  const std::lock_guard lock(mutex_);
  return LoadOnce(chains_, path, scope, ReadChain);
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
