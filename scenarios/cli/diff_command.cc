#include <algorithm>
#include <filesystem>

#include "scenarios/cli/commands.h"
#include "scenarios/cli/console.h"
#include "scenarios/cli/device_line.h"
#include "scenarios/cli/made_files.h"
#include "scenarios/cli/options.h"
#include "scenarios/language/decode.h"
#include "scenarios/language/suggest.h"
#include "scenarios/language/words.h"
#include "scenarios/report/comparison_report.h"
#include "scenarios/runner/perform.h"

namespace wmsim {
namespace {

// One of the two that are compared: how the line calls it, how a scenario names it, and the device.
struct Compared {
  std::string name;
  NamedDevice named;
  Device device;
};

bool IsDevice(const std::string& word) { return IsDeviceFile(word) || FindProfile(word) != nullptr; }

std::string NothingOfTheName(const std::string& word) {
  std::vector<std::string_view> words = DeviceWords();
  for (const std::string_view name : ConfigurationWords()) words.push_back(name);
  return UnknownWord("device or configuration", word, words);
}

// The devices that the two first words mean.
Result<std::vector<NamedDevice>> NamesOf(const CommandLine& line) {
  if (line.words.size() < 2) return Error{"diff wants two devices, or two configurations and the --device for both"};
  const std::string& a = line.words[0];
  const std::string& b = line.words[1];
  for (const std::string& word : {a, b}) {
    if (!IsDevice(word) && FindConfiguration(word) == nullptr) return Error{NothingOfTheName(word)};
  }
  const std::string device = line.Value("device");
  if (IsDevice(a) && IsDevice(b)) {
    if (device.empty()) return std::vector<NamedDevice>{{a, "", ""}, {b, "", ""}};
    return Error{"--device goes with two configurations: " + a + " and " + b + " are devices"};
  }
  if (IsDevice(a) != IsDevice(b)) return Error{"`" + a + "` and `" + b + "` are a device and a configuration"};
  if (device.empty()) return Error{"two configurations want the --device that they are put on"};
  if (!IsDevice(device)) return Error{UnknownWord("device", device, DeviceWords())};
  return std::vector<NamedDevice>{{device, a, ""}, {device, b, ""}};
}

Result<Compared> Boot(const NamedDevice& named, Surroundings& surroundings) {
  CommandLine described;
  described.options["device"] = {named.device};
  if (!named.configuration.empty()) described.options["configuration"] = {named.configuration};
  Result<DeviceLine> line = DeviceOf(described, surroundings);
  if (!line.ok()) return line.error();
  Compared compared{named.configuration.empty() ? named.device : named.configuration, named,
                    std::move(line).value().device};
  compared.named.profile = ProfileOf(compared.device.image->profile.platform).name;
  return compared;
}

// Where the examples go: a folder, made if it is not there.
std::optional<Error> WhyNotFolder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (std::filesystem::is_directory(folder, error)) return std::nullopt;
  return Error{"--save wants a folder", folder};
}

// Writes an example into the folder. Device files are named as they lie from there.
std::optional<Error> SaveExample(const std::string& folder, ShownKind& shown) {
  const std::string file = (std::filesystem::path(folder) / (KindName(shown.kind) + ".yaml")).string();
  if (auto error = WhyNotSaved(file)) return error;
  if (auto error = SaveMade(file, *shown.example)) return error;
  shown.saved = file;
  return std::nullopt;
}

ExitStatus CompareDevices(const CommandLine& line, const Compared& a, const Compared& b, Format format) {
  const std::string folder = line.Value("save");
  if (line.Has("save")) {
    if (const auto error = WhyNotFolder(folder)) return Complain(*error, format);
    if (IsDeviceFile(a.named.device) || IsDeviceFile(b.named.device)) {
      return Complain(Error{"--save goes with profiles: a scenario names a device file by its path from itself"},
                      format);
    }
  }
  DeviceComparison comparison{
      a.name, b.name, SettingDifferences(a.device, b.device), CompareActions(a.device, b.device), {}};
  for (const ActionComparison& action : comparison.actions) {
    for (const DifferenceKind& kind : action.kinds) {
      ShownKind shown{kind, ExampleOf(kind, a.named, b.named), ""};
      if (shown.example && !folder.empty()) {
        if (const auto error = SaveExample(folder, shown)) return Complain(*error, format);
      }
      comparison.kinds.push_back(std::move(shown));
    }
  }
  if (format == Format::kJson) {
    Print(ComparisonJson(comparison));
  } else {
    PrintLines(ComparisonText(comparison));
  }
  return comparison.IsEmpty() ? ExitStatus::kYes : ExitStatus::kNo;
}

ExitStatus CompareStep(const CommandLine& line, Compared& a, Compared& b, Surroundings& surroundings, Format format) {
  if (line.Has("save")) return Complain(Error{"--save goes without a verb: `wmsim try --save` saves one step"}, format);
  const Result<Step> step = StepOf({line.words.begin() + 2, line.words.end()}, line);
  if (!step.ok()) return Complain(step.error(), format);
  const Result<StepResult> on_a = Perform(a.device, step.value(), surroundings);
  if (!on_a.ok()) return Complain(on_a.error(), format);
  const Result<StepResult> on_b = Perform(b.device, step.value(), surroundings);
  if (!on_b.ok()) return Complain(on_b.error(), format);
  for (const StepResult* result : {&on_a.value(), &on_b.value()}) {
    if (!result->problem.empty()) {
      const Entry* main = step.value().arguments.Find(step.value().verb->main);
      const bool is_file = main != nullptr && main->key->kind == ValueKind::kFile;
      return Complain(Error{result->problem, is_file ? std::get<std::string>(main->value) : ""}, format);
    }
  }
  const StepComparison comparison{a.name, b.name, &step.value(), on_a.value(), on_b.value()};
  if (format == Format::kJson) {
    Print(StepComparisonJson(comparison));
  } else {
    PrintLines(StepComparisonText(comparison));
  }
  return comparison.IsSame() ? ExitStatus::kYes : ExitStatus::kNo;
}

}  // namespace

ExitStatus DiffCommand(const CommandInfo&, const CommandLine& line) {
  const Result<Format> format = FormatOf(line);
  if (!format.ok()) return Complain(format.error());
  const auto names = NamesOf(line);
  if (!names.ok()) return Complain(names.error(), format.value());
  RunCaches caches;
  Surroundings surroundings = HereSurroundings(caches);
  Result<Compared> a = Boot(names.value()[0], surroundings);
  if (!a.ok()) return Complain(a.error(), format.value());
  Result<Compared> b = Boot(names.value()[1], surroundings);
  if (!b.ok()) return Complain(b.error(), format.value());
  Compared on_a = std::move(a).value(), on_b = std::move(b).value();
  if (line.words.size() > 2) return CompareStep(line, on_a, on_b, surroundings, format.value());
  return CompareDevices(line, on_a, on_b, format.value());
}

}  // namespace wmsim
