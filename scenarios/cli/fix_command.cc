#include <filesystem>

#include "scenarios/cli/commands.h"
#include "scenarios/cli/console.h"
#include "scenarios/cli/made_files.h"
#include "scenarios/cli/options.h"
#include "scenarios/cli/save.h"
#include "scenarios/cli/starting_device.h"
#include "scenarios/report/fix_text.h"
#include "scenarios/report/printable.h"
#include "scenarios/report/text.h"

namespace wmsim {
namespace {

namespace fs = std::filesystem;

std::string NameOf(const Problem& problem, const FixAnswer& answer, const Fix& fix, const std::string& device) {
  std::string name = StepTitle(problem.step) + " on " + device + ": " + std::string(Word(fix.result.outcome));
  const char* separator = ", with these changes: ";
  for (const std::size_t i : fix.remedies) {
    name += separator + answer.remedies[i].what;
    separator = "; ";
  }
  return PrintableLine(name);
}

// Takes back what was written into a folder that was empty or not there.
void Empty(const fs::path& folder, bool was_there) {
  std::error_code ignored;
  if (!was_there) fs::remove_all(folder, ignored);
  std::vector<fs::path> written;
  for (fs::directory_iterator entry(folder, ignored), end; entry != end; entry.increment(ignored)) {
    written.push_back(entry->path());
  }
  for (const fs::path& file : written) fs::remove(file, ignored);
}

// Writes a scenario for each fix, or nothing at all.
std::optional<Error> SaveFixes(const CommandLine& line, const Problem& problem, const FixAnswer& answer) {
  const std::string folder = line.Value("save");
  if (auto error = WhyNoFolder("save", folder)) return error;
  if (answer.fixes.list.empty()) return std::nullopt;
  std::error_code made;
  const bool was_there = !fs::create_directory(folder, made);
  if (made) return Error{"cannot be made: " + made.message(), folder};
  for (std::size_t i = 0; i < answer.fixes.list.size(); ++i) {
    const Fix& fix = answer.fixes.list[i];
    const Applied applied = *Apply(problem, answer.remedies, fix.remedies);
    const SavedSteps steps{NameOf(problem, answer, fix, line.Value("device")), applied.by_hand, applied.attempt,
                           problem.made.get()};
    const std::string number = std::to_string(i + 1);
    const std::string file = folder + "/fix-" + std::string(number.size() < 2 ? 1 : 0, '0') + number + ".yaml";
    if (auto error = SaveScenario(file, line, steps, fix.result)) {
      Empty(folder, was_there);
      return error;
    }
  }
  return std::nullopt;
}

}  // namespace

ExitStatus FixCommand(const CommandInfo&, const CommandLine& line) {
  const Result<Format> format = FormatOf(line);
  if (!format.ok()) return Complain(format.error());
  const Result<Attempt> attempt = AttemptOf(line);
  if (!attempt.ok()) return Complain(attempt.error(), format.value());
  if (attempt.value().verb->action == nullptr) {
    const std::string verb(attempt.value().verb->name);
    return Complain(Error{verb + " asks no rule: fix has nothing to work with"}, format.value());
  }
  RunCaches caches;
  Surroundings surroundings = HereSurroundings(caches);
  const Result<DeviceLine> device = StartingDevice(line, surroundings);
  if (!device.ok()) return Complain(device.error(), format.value());
  Result<Problem> tried = TryAttempt(device.value().device, attempt.value(), surroundings);
  if (!tried.ok()) return Complain(tried.error(), format.value());
  Problem problem = std::move(tried).value();
  const FixAnswer answer = AnswerTo(problem);
  if (line.Has("save")) {
    if (const auto error = SaveFixes(line, problem, answer)) return Complain(*error, format.value());
  }
  if (format.value() == Format::kJson) {
    Print(FixJsonText(problem, answer));
  } else {
    PrintLines(FixText(problem, answer, device.value().name));
    const std::size_t saved = line.Has("save") ? answer.fixes.list.size() : 0;
    if (saved > 0) PrintLines("saved " + std::to_string(saved) + " scenarios in " + line.Value("save") + "\n");
  }
  const bool is_good = Succeeds(problem.result) || !answer.fixes.list.empty();
  return is_good ? ExitStatus::kYes : ExitStatus::kNo;
}

}  // namespace wmsim
