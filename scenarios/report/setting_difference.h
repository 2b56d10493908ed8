// Which settings differ between two devices.
#pragma once

#include <string>
#include <vector>

#include "emulator/device.h"

namespace wmsim {

// One setting as two devices have it: its kind (policy, platform, certificate, access), its name, what it is
// on each, and where that is from, "" where no source is known.
struct SettingDifference {
  std::string kind;
  std::string name;
  std::string a;
  std::string b;
  std::string source_a;
  std::string source_b;
};

// SettingDifferences returns what differs: the policies in force, the columns of the platforms, the operator's
// restriction, the certificates in stores, and who may touch settings.
std::vector<SettingDifference> SettingDifferences(const Device& a, const Device& b);

}  // namespace wmsim
