#include "scenarios/runner/last_failed.h"

#include "scenarios/runner/files.h"

namespace wmsim {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kStateFolder = ".wmsim";

fs::path StateFile(const fs::path& folder) { return folder / kStateFolder / "failed"; }

}  // namespace

std::set<std::string> FailedBefore(const fs::path& folder) {
  std::set<std::string> ids;
  const Result<std::string> text = ReadHostFile(StateFile(folder), kMaxTextBytes);
  if (!text.ok()) return ids;
  std::string_view rest = text.value();
  for (std::size_t end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
    ids.emplace(rest.substr(0, end));
    rest.remove_prefix(end + 1);
  }
  return ids;
}

void RememberFailed(const fs::path& folder, const RunIds& ids) {
  const std::set<std::string> before = FailedBefore(folder);
  std::set<std::string> failed = ids.failed;
  for (const std::string& id : before) {
    if (!ids.run.contains(id)) failed.insert(id);
  }
  if (failed == before) return;
  std::error_code error;
  if (failed.empty()) {
    fs::remove(StateFile(folder), error);
    return;
  }
  if (fs::create_directory(folder / kStateFolder, error)) {
    (void)WriteHostFile(folder / kStateFolder / ".gitignore", "*\n");
  }
  std::string text;
  for (const std::string& id : failed) text += id + "\n";
  (void)WriteHostFile(StateFile(folder), text);
}

}  // namespace wmsim
