#include "policy_engine/policy_default.h"

#include <algorithm>
#include <array>
#include <vector>

namespace wmsim {
namespace {

using enum Platform;
using enum PolicyStanding;
using enum Confidence;
using namespace platforms;

// One policy, or all from `first` to `last`.
struct Ids {
  constexpr Ids(std::uint32_t id) : first(id), last(id) {}
  constexpr Ids(std::uint32_t from, std::uint32_t to) : first(from), last(to) {}
  constexpr bool operator==(const Ids&) const = default;
  std::uint32_t first;
  std::uint32_t last;
};

struct Row {
  Ids ids;
  Platforms on;
  PolicyStanding standing;
  std::uint32_t value;
  std::string_view source;
  Confidence confidence;
};

// How the rows came about:
// The guide's devices have seven values of their own; in all else they are Windows Mobile 5.0 phones [inferred].
// Smartphone 2002 is Smartphone 2003 [inferred] without the prompt [ak] and with 4123 and 4102 of its STANDARD
// configuration.
// An id that the header of a version lacks is not honoured there; the kit of 2003 honours what its tables list.
// kAssumed and kSet: the value of an earlier version, whose source is named, is taken to have stayed. kAssumed and
// kNotSet: the named source shows that the policy is there, and no source tells a value.
constexpr auto kRows = std::to_array<Row>({
    {1, kAll, kNotSet, 0, "itsme", kAssumed},

    // The table of Windows Mobile 5.0 says 0 for Pocket PCs [aa455966]; the registry that they ship with has the value
    // commented out [ms889564].
    {2, kGuide, kNotSet, 0, "ms889564", kInferred},
    {2, kSmartphone2002, kSet, 0, "ak", kInferred},
    {2, kSmartphone2003 | kPocketPc2003, kSet, 0, "ak", kDocumented},
    {2, kWm5PocketPcs, kNotSet, 0, "ms889564", kDocumented},
    {2, kWm5Smartphone, kNotSet, 0, "aa455966", kDocumented},
    {2, kClassics, kSet, 0, "bb416355", kAssumed},
    {2, kProfessionals, kSet, 0, "bb416355", kDocumented},
    {2, kStandards, kNotSet, 0, "bb416355", kDocumented},

    {{3, 10}, kAll, kNotSet, 0, "itsme", kAssumed},

    {4097, kGuide, kSet, 2, "bb416355", kDocumented},
    {4097, kSmartphone2002, kSet, 2, "ak", kInferred},
    {4097, kSmartphone2003 | kPocketPc2003, kSet, 2, "ak", kDocumented},
    {4097, kWm5PocketPcs, kSet, 2, "ms889564", kDocumented},
    {4097, kWm5Smartphone, kSet, 2, "ms889564", kAssumed},
    {4097, kWm6AndLater, kSet, 2, "bb416355", kDocumented},

    // Pocket PC 2003 has the value and never looks at it: no package is checked there [ak].
    {4101, kGuide, kSet, 16, "ms889564", kDocumented},
    {4101, kSmartphone2002, kSet, 16, "ak", kInferred},
    {4101, kSmartphone2003 | kPocketPc2003, kSet, 16, "ak", kDocumented},
    {4101, kWm5PocketPcs, kSet, 16, "ms889564", kDocumented},
    {4101, kWm5Smartphone | kWm6AndLater, kSet, 16, "ms889564", kAssumed},

    {4102, kGuide, kSet, 0, "dd425351", kDocumented},
    {4102, kSmartphone2002, kSet, 1, "ak", kInferred},
    {4102, kSmartphone2003, kSet, 1, "ak", kDocumented},
    {4102, kPocketPc2003, kNotHonoured, 0, "ak", kDocumented},
    {4102, kWm5PocketPcs, kSet, 1, "ms889564", kDocumented},
    {4102, kWm5Smartphone | kWm6AndLater, kSet, 1, "ms889564", kAssumed},

    {4103, kGuide, kSet, 64, "ms889564", kInferred},
    {4103, kSmartphone2002, kSet, 64, "ak", kInferred},
    {4103, kSmartphone2003, kSet, 64, "ak", kDocumented},
    {4103, kPocketPc2003, kNotHonoured, 0, "ak", kDocumented},
    {4103, kWm5PocketPcs, kSet, 64, "ms889564", kDocumented},
    {4103, kWm5Smartphone, kSet, 64, "ms889513", kDocumented},
    {4103, kWm6AndLater, kSet, 64, "ms889513", kAssumed},

    {4104, kGuide, kSet, 1, "ms889564", kInferred},
    {4104, kSmartphone2002, kSet, 1, "ak", kInferred},
    {4104, kSmartphone2003 | kPocketPc2003, kSet, 1, "ak", kDocumented},
    {4104, kWm5PocketPcs, kSet, 1, "ms889564", kDocumented},
    {4104, kWm5Smartphone | kWm6AndLater, kSet, 1, "ms889564", kAssumed},

    {4105, kGuide, kSet, 3, "ms889564", kInferred},
    {4105, kSmartphone2002, kSet, 3, "ak", kInferred},
    {4105, kSmartphone2003 | kPocketPc2003, kSet, 3, "ak", kDocumented},
    {4105, kWm5PocketPcs, kSet, 3, "ms889564", kDocumented},
    {4105, kWm5Smartphone | kWm6AndLater, kSet, 3, "ms889564", kAssumed},

    // Ids that no header has: the latest has every id of those before it, and not these.
    {4106, kAll, kNotHonoured, 0, "h653", kShipped},

    {4107, kGuide, kSet, 3200, "ms889564", kInferred},
    {4107, kSmartphone2002, kSet, 3204, "ak", kInferred},
    {4107, kSmartphone2003 | kPocketPc2003, kSet, 3204, "ak", kDocumented},
    {4107, kWm5PocketPcs, kSet, 3200, "ms889564", kDocumented},
    {4107, kWm5Smartphone | kWm6AndLater, kSet, 3200, "ms889564", kAssumed},

    {4108, kGuide, kSet, 2048, "ms889564", kInferred},
    {4108, kSmartphone2002, kSet, 2048, "ak", kInferred},
    {4108, kSmartphone2003, kSet, 2048, "ak", kDocumented},
    {4108, kPocketPc2003, kSet, 0, "ak", kDocumented},
    {4108, kWm5PocketPcs, kSet, 2048, "ms889564", kDocumented},
    {4108, kWm5Smartphone | kWm6AndLater, kSet, 2048, "ms889564", kAssumed},

    {4109, kSmartphone2002, kSet, 3072, "ak", kInferred},
    {4109, kSmartphone2003, kSet, 3072, "ak", kDocumented},
    {4109, kPocketPc2003, kSet, 0, "ak", kDocumented},
    {4109, kGuide | kWm5AndLater, kSet, 3072, "ak", kAssumed},

    {4110, kSmartphone2002, kSet, 64, "ak", kInferred},
    {4110, kSmartphone2003 | kPocketPc2003, kSet, 64, "ak", kDocumented},
    {4110, kGuide | kWm5AndLater, kSet, 64, "ak", kAssumed},

    {4111, kSmartphone2002, kSet, 3732, "ak", kInferred},
    {4111, kSmartphone2003 | kPocketPc2003, kSet, 3732, "ak", kDocumented},
    {4111, kGuide | kWm5, kNotSet, 0, "h5", kAssumed},
    {4111, kWm6 | kWm61, kNotSet, 0, "h6", kAssumed},
    {4111, kWm65, kNotSet, 0, "h653", kAssumed},

    // The kit draws a box for it and names no value [ak]; it is a policy of Smartphones alone [aa457991].
    {4112, kGuide, kNotHonoured, 0, "h5", kInferred},
    {4112, kSmartphonesOf2003, kNotSet, 0, "ak", kAssumed},
    {4112, kPocketPc2003, kNotHonoured, 0, "aa457991", kDocumented},
    {4112, kWm5, kNotHonoured, 0, "h5", kShipped},
    {4112, kWm6 | kWm61, kNotHonoured, 0, "h6", kShipped},
    {4112, kWm65, kNotHonoured, 0, "h653", kShipped},

    {4113, kSmartphone2002, kSet, 1, "ak", kInferred},
    {4113, kSmartphone2003 | kPocketPc2003, kSet, 1, "ak", kDocumented},
    {4113, kGuide | kWm5AndLater, kSet, 1, "ak", kAssumed},

    {{4114, 4118}, kAll, kNotHonoured, 0, "h653", kShipped},

    // Windows Mobile 6.1 adds ENTERPRISE (32), for Exchange and device management [cc842615]; 6.0 was not seen.
    {4119, kGuide, kSet, 128, "dd425351", kDocumented},
    {4119, kSmartphone2002, kSet, 16, "ak", kInferred},
    {4119, kSmartphone2003 | kPocketPc2003, kSet, 16, "ak", kDocumented},
    {4119, kWm5PocketPc, kSet, 16, "aa455966", kDocumented},
    {4119, kWm5PocketPcPhone | kWm5Smartphone, kSet, 128, "aa455966", kDocumented},
    {4119, kWm6Classic, kSet, 16, "aa455966", kInferred},
    {4119, kWm6Professional | kWm6Standard, kSet, 128, "aa455966", kInferred},
    {4119, kWm61Classic | kWm65Classic, kSet, 48, "cc842615", kDocumented},
    {4119, kWm61Professional | kWm65Professional, kSet, 160, "cc842615", kDocumented},
    {4119, kWm61Standard | kWm65Standard, kSet, 160, "cc842615", kDocumented},

    {4120, kGuide, kSet, 16, "aa455966", kDocumented},
    {4120, kSmartphone2002, kSet, 16, "ak", kInferred},
    {4120, kSmartphone2003 | kPocketPc2003, kSet, 16, "ak", kDocumented},
    {4120, kWm5, kSet, 16, "aa455966", kDocumented},
    {4120, kWm6AndLater, kSet, 16, "aa455966", kAssumed},

    {4121, kSmartphone2002, kSet, 140, "ak", kInferred},
    {4121, kSmartphone2003 | kPocketPc2003, kSet, 140, "ak", kDocumented},
    {4121, kWm5PocketPc | kWm5Smartphone, kSet, 140, "ak", kAssumed},
    {4121, kGuide | kWm5PocketPcPhone, kNotSet, 0, "h5", kAssumed},
    {4121, kWm6 | kWm61, kNotSet, 0, "h6", kAssumed},
    {4121, kWm65, kNotSet, 0, "h653", kAssumed},

    {4122, kGuide, kSet, 0, "ms889513", kDocumented},
    {4122, kSmartphone2002, kNotHonoured, 0, "ak", kDocumented},
    {4122, kSmartphone2003, kSet, 0, "ak", kDocumented},
    {4122, kPocketPc2003, kNotHonoured, 0, "ak", kDocumented},
    {4122, kWm5, kSet, 0, "ms889513", kDocumented},
    {4122, kWm6AndLater, kSet, 0, "ms889513", kAssumed},

    {4123, kGuide, kSet, 1, "dd425351", kInferred},
    {4123, kSmartphone2002, kSet, 0, "ak", kInferred},
    {4123, kSmartphone2003, kSet, 0, "ak", kDocumented},
    {4123, kPocketPc2003, kNotHonoured, 0, "ak", kDocumented},
    {4123, kWm5PocketPcs, kSet, 1, "blogpol", kDocumented},
    {4123, kWm5Smartphone, kSet, 0, "blogpol", kDocumented},
    {4123, kClassics | kProfessionals, kSet, 1, "blogpol", kInferred},
    {4123, kStandards, kSet, 0, "blogpol", kInferred},

    {{4124, 4127}, kOf2003, kNotHonoured, 0, "ak", kInferred},
    {{4124, 4127}, kGuide | kWm5, kNotSet, 0, "h5", kAssumed},
    {{4124, 4127}, kWm6 | kWm61, kNotSet, 0, "h6", kAssumed},
    {{4124, 4127}, kWm65, kNotSet, 0, "h653", kAssumed},

    {4128, kAll, kNotHonoured, 0, "h653", kShipped},

    {4129, kGuide, kSet, 3072, "aa455966", kInferred},
    {4129, kOf2003, kNotHonoured, 0, "ak", kInferred},
    {4129, kWm5, kSet, 3072, "aa455966", kDocumented},
    {4129, kWm6AndLater, kSet, 3072, "aa455966", kAssumed},

    {4130, kOf2003, kNotHonoured, 0, "ak", kInferred},
    {4130, kGuide | kWm5, kNotSet, 0, "h5", kAssumed},
    {4130, kWm6 | kWm61, kNotSet, 0, "h6", kAssumed},
    {4130, kWm65, kNotSet, 0, "h653", kAssumed},

    {{4131, 4146}, kGuide, kNotHonoured, 0, "h5", kInferred},
    {{4131, 4146}, kOf2003, kNotHonoured, 0, "ak", kInferred},
    {{4131, 4146}, kWm5, kNotHonoured, 0, "h5", kShipped},
    {{4131, 4146}, kWm6 | kWm61, kNotSet, 0, "h6", kAssumed},
    {{4131, 4146}, kWm65, kNotSet, 0, "h653", kAssumed},

    {{4147, 4148}, kGuide, kNotHonoured, 0, "h5", kInferred},
    {{4147, 4148}, kOf2003, kNotHonoured, 0, "ak", kInferred},
    {{4147, 4148}, kWm5, kNotHonoured, 0, "h5", kShipped},
    {{4147, 4148}, kWm6 | kWm61, kNotHonoured, 0, "h6", kShipped},
    {{4147, 4148}, kWm65, kNotSet, 0, "h653", kAssumed},

    {{4149, 4152}, kAll, kNotHonoured, 0, "h653", kShipped},
});

constexpr std::size_t kPlatformCount = Words<Platform>().size();

constexpr bool Overlap(Platforms a, Platforms b) {
  for (std::size_t i = 0; i < kPlatformCount; ++i) {
    const auto platform = static_cast<Platform>(i);
    if (a.Has(platform) && b.Has(platform)) return true;
  }
  return false;
}

// The rows of the same ids stand together, ascending, and name each platform once.
constexpr bool EveryPlatformOnceForEveryId() {
  for (std::size_t i = 0; i < kRows.size();) {
    const Ids ids = kRows[i].ids;
    if (ids.first > ids.last || (i > 0 && ids.first <= kRows[i - 1].ids.last)) return false;
    Platforms seen;
    for (; i < kRows.size() && kRows[i].ids == ids; ++i) {
      if (Overlap(seen, kRows[i].on)) return false;
      seen = seen | kRows[i].on;
    }
    if (seen != kAll) return false;
  }
  return true;
}
static_assert(EveryPlatformOnceForEveryId());

using Column = std::vector<PolicyDefault>;

std::array<Column, kPlatformCount> MakeColumns() {
  std::array<Column, kPlatformCount> columns;
  for (const Row& row : kRows) {
    for (std::size_t i = 0; i < kPlatformCount; ++i) {
      if (!row.on.Has(static_cast<Platform>(i))) continue;
      for (std::uint32_t id = row.ids.first; id <= row.ids.last; ++id) {
        columns[i].push_back({PolicyId{id}, row.standing, row.value, row.source, row.confidence});
      }
    }
  }
  return columns;
}

}  // namespace

std::span<const PolicyDefault> DefaultsOf(Platform platform) {
  static const std::array<Column, kPlatformCount> kColumns = MakeColumns();
  return kColumns[static_cast<std::size_t>(platform)];
}

const PolicyDefault* FindDefault(std::span<const PolicyDefault> defaults, PolicyId id) {
  const auto row = std::ranges::lower_bound(defaults, id, {}, &PolicyDefault::id);
  return row != defaults.end() && row->id == id ? &*row : nullptr;
}

}  // namespace wmsim
