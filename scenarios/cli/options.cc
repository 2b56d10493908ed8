#include "scenarios/cli/options.h"

#include <algorithm>
#include <array>

#include "scenarios/language/verb.h"

namespace wmsim {
namespace {

constexpr auto kDeviceOptions = std::to_array<OptionInfo>({
    {"device", "NAME", "the device: a profile of `wmsim devices`, or a device file"},
    {"configuration", "NAME", "a security configuration of `wmsim configurations`, in the device's ROM"},
    {"registry", "FILE.reg", "a registry export laid over the device as it boots; repeatable"},
    {"set", "ID=VALUE", "a policy value in the registry as the device boots; repeatable"},
    {"store", "NAME=FILE", "a certificate in a store as the device boots, NAME=FILE,role=222,part=user; repeatable"},
    {"running", "APP", "a program that runs; repeatable"},
    {"operator-restricted", "", "the mobile operator restricted the device"},
    {"operator-certificate", "FILE", "a certificate by which the operator signs files; repeatable"},
    {"clock", "TIME", "the device's time, such as 2009-06-01T12:00:00Z"},
    {"roots", "DIR", "certificates that complete the shipped roots"},
    {"given", "FILE", "a YAML file with the keys of `given`"},
    {"answer", "ANSWER", "yes, no or timeout for every prompt, or PROMPT=ANSWER; repeatable"},
});

}  // namespace

std::span<const OptionInfo> DeviceOptions() { return kDeviceOptions; }

bool IsDeviceOption(std::string_view name) {
  return std::ranges::find(kDeviceOptions, name, &OptionInfo::name) != kDeviceOptions.end();
}

std::vector<OptionInfo> VerbOptions() {
  std::vector<OptionInfo> options;
  for (const VerbInfo& verb : Verbs()) {
    for (const KeyInfo& key : verb.keys) {
      const bool known = std::ranges::find(options, key.name, &OptionInfo::name) != options.end();
      if (known || IsDeviceOption(key.name)) continue;
      const bool is_flag = key.kind == ValueKind::kFlag;
      options.push_back({key.name, is_flag ? "true|false" : "VALUE", key.help, is_flag});
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
