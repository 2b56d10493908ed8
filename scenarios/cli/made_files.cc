#include "scenarios/cli/made_files.h"

#include <filesystem>
#include <vector>

#include "scenarios/language/yaml_writer.h"

namespace wmsim {
namespace {

namespace fs = std::filesystem;

// Writes files, and takes them back unless all could be written.
class Writing {
 public:
  ~Writing() {
    std::error_code ignored;
    for (const fs::path& file : written_) fs::remove(file, ignored);
  }
  Writing() = default;
  Writing(const Writing&) = delete;
  Writing& operator=(const Writing&) = delete;

  std::optional<Error> Write(const fs::path& file, std::string_view bytes) {
    std::error_code unknown;
    if (fs::symlink_status(file, unknown).type() != fs::file_type::not_found) {
      const Result<std::string> there = ReadHostFile(file, kMaxPackageBytes);
      if (there.ok() && there.value() == bytes) return std::nullopt;
      return Error{"another file of this name is there", file.string()};
    }
    if (auto error = WriteHostFile(file, bytes)) return error;
    written_.push_back(file);
    return std::nullopt;
  }

  void Keep() { written_.clear(); }

 private:
  std::vector<fs::path> written_;
};

}  // namespace

std::optional<Error> WhyNoFolder(std::string_view option, const std::string& folder) {
  const std::string flag = "--" + std::string(option);
  std::error_code error;
  const fs::file_status status = fs::status(folder, error);
  if (status.type() == fs::file_type::not_found) {
    fs::path path = fs::absolute(folder, error).lexically_normal();
    if (!path.has_filename()) path = path.parent_path();  // `folder` ends in a slash
    if (fs::is_directory(path.parent_path(), error)) return std::nullopt;
    return Error{flag + ": there is no folder to make it in", folder};
  }
  if (!fs::is_directory(status)) return Error{flag + " wants a folder", folder};
  const bool is_empty = fs::is_empty(folder, error);
  if (error) return Error{flag + ": " + error.message(), folder};
  return is_empty ? std::nullopt
                  : std::optional(Error{flag + " wants a new or empty folder: it writes over nothing", folder});
}

std::optional<Error> WhyNotSaved(const std::string& file) {
  std::error_code unknown;
  if (!file.ends_with(".yaml") && !file.ends_with(".yml")) return Error{"--save wants a name that ends in .yaml", file};
  if (fs::exists(file, unknown)) return Error{"is there already: --save writes over nothing", file};
  return WhyNotWritable(file);
}

std::optional<Error> SaveMade(const std::string& file, const MadeScenario& made) {
  const fs::path folder = fs::path(file).parent_path();
  Writing writing;
  for (const auto& [name, bytes] : made.files) {
    if (auto error = writing.Write(folder / name, bytes)) return error;
  }
  if (auto error = writing.Write(file, YamlText(made.root))) return error;
  writing.Keep();
  return std::nullopt;
}

}  // namespace wmsim
