#include "scenarios/cli/options.h"

#include <algorithm>
#include <array>

#include "scenarios/language/verb.h"

namespace wmsim {
namespace {

constexpr auto kDeviceOptions = std::to_array<OptionInfo>({
    {"device", "NAME", "the device: a profile of `wmsim devices`, or a device file"},
    {"configuration", "NAME", "a security configuration of `wmsim configurations`, in the device's ROM"},
    {"registry", "FILE.reg", "a registry export laid over the device as it boots", Repeats::kYes},
    {"set", "ID=VALUE", "a policy value in the registry as the device boots", Repeats::kYes},
    {"store", "NAME=FILE", "a certificate in a store as the device boots, NAME=FILE,role=222,part=user", Repeats::kYes},
    {"running", "APP", "a program that runs", Repeats::kYes},
    {"operator-restricted", "", "the mobile operator restricted the device"},
    {"operator-certificate", "FILE", "a certificate by which the operator signs files", Repeats::kYes},
    {"clock", "TIME", "the device's time, such as 2009-06-01T12:00:00Z"},
    {"roots", "DIR", "certificates that complete the shipped roots"},
    {"given", "FILE", "a YAML file with the keys of `given`"},
    {"answer", "ANSWER", "yes, no or timeout for every prompt, or PROMPT=ANSWER", Repeats::kYes},
});

// Whether a key takes a list, whose items an option says one by one.
bool TakesList(const KeyInfo& key) {
  switch (key.kind) {
    case ValueKind::kTexts:
    case ValueKind::kWords:
    case ValueKind::kFiles:
    case ValueKind::kPaths:
    case ValueKind::kHashes:
      return true;
    default:
      return false;
  }
}

}  // namespace

std::span<const OptionInfo> DeviceOptions() { return kDeviceOptions; }

bool IsDeviceOption(std::string_view name) {
  return std::ranges::find(kDeviceOptions, name, &OptionInfo::name) != kDeviceOptions.end();
}

std::vector<OptionInfo> VerbOptions() {
  std::vector<OptionInfo> options;
  for (const VerbInfo& verb : Verbs()) {
    for (const KeyInfo& key : verb.keys) {
      if (IsDeviceOption(key.name)) continue;
      const auto known = std::ranges::find(options, key.name, &OptionInfo::name);
      const Repeats repeats = TakesList(key) ? Repeats::kYes : Repeats::kNo;
      if (known != options.end()) {
        known->repeats = std::max(known->repeats, repeats);
        continue;
      }
      const bool is_flag = key.kind == ValueKind::kFlag;
      options.push_back({key.name, is_flag ? "true|false" : "VALUE", key.help, repeats, is_flag});
    }
  }
  return options;
}

Result<Format> FormatOf(const CommandLine& line) {
  const std::string format = line.Value("format", "text");
  if (format == "text") return Format::kText;
  if (format == "json") return Format::kJson;
  return Error{"--format is text or json, not `" + format + "`"};
}

}  // namespace wmsim
