// The inputs of decisions: one row per fact, in one vocabulary for all actions.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

#include "policy_engine/words.h"

namespace wmsim {

// Every fact that some action looks at.
enum class FieldId : std::uint8_t {
  kOperatorRestricted,
  kSignedBy,
  kUnsignedApps,
  kUnsignedPrompt,
  kPrivilegedApps,
  kRemembered,
  kAnswer,
  kFormat,
  kCertificateKind,
  kAlreadyThere,
  kToolPresent,
  kNeededRole,
  kGrantsManager,
  kFormatTaken,
  kWriter,
  kRapi,
  kKeyProtected,
  kAsWanted,
  kSeenGood,
  kRootThere,
  kSignatures,
  kDates,
  kHost,
  kChecked,
  kProcessTrust,
  kPackage,
  kUnsignedCabs,
  kUnsignedThemes,
  kSilent,
  kRapiCall,
  kTargetProtected,
  kListed,
  kRootsOnly,
  kPushKind,
  kSlAccepted,
  kSiAccepted,
  kPackageSignature,
  kOpening,
  kHoldsNone,
  kHashesKnown,
  kIssuersGood,
  kCommandLineGood,
  kOverRapi,
  kPushDiscarded,
  kDocumentTaken,
  kQueryOverPush,
  kDocumentFault,
  kPackageFault,
  kHoldsRevoked,
};

// A set of facts: the inputs of a rule.
class FieldSet {
 public:
  constexpr FieldSet() = default;
  constexpr FieldSet(std::initializer_list<FieldId> ids) {
    for (const FieldId id : ids) bits_ |= Bit(id);
  }
  constexpr void Add(FieldId id) { bits_ |= Bit(id); }
  constexpr void Add(FieldSet other) { bits_ |= other.bits_; }
  constexpr bool Has(FieldId id) const { return (bits_ & Bit(id)) != 0; }
  constexpr bool Intersects(FieldSet other) const { return (bits_ & other.bits_) != 0; }
  constexpr bool operator==(const FieldSet&) const = default;

 private:
  static constexpr std::uint64_t Bit(FieldId id) { return std::uint64_t{1} << static_cast<unsigned>(id); }
  std::uint64_t bits_ = 0;
};

// A row per input of an action: which fact, the name that scenario files and queries use, its classes' words, what the
// fact is, and how a trace calls it ("Grant Manager (4119)" for a policy, the name for all others).
struct FieldInfo {
  FieldId id;
  std::string_view name;
  std::span<const std::string_view> classes;
  std::string_view meaning;
  std::string_view label;
};

// A field of facts of type F: its row, and how its class number is read and written.
template <class F>
struct Field : FieldInfo {
  std::uint8_t (*get)(const F&);
  void (*set)(F&, std::uint8_t);
};

// MakeField builds the row for the enum member `Member` of F; the classes are the enum's words.
template <class F, auto Member>
constexpr Field<F> MakeField(FieldId id, std::string_view name, std::string_view meaning, std::string_view label = {}) {
  using Class = std::remove_cvref_t<decltype(std::declval<F>().*Member)>;
  return {{id, name, Words<Class>(), meaning, label.empty() ? name : label},
          [](const F& facts) { return static_cast<std::uint8_t>(facts.*Member); },
          [](F& facts, std::uint8_t value) { facts.*Member = static_cast<Class>(value); }};
}

}  // namespace wmsim
