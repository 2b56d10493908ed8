// Clients of servers on a RawDevice, and what they make of the chains that servers send.
#include "tests/raw_device.h"

namespace wmsim {
namespace {

// How far a chain leads with these stores. An issuer is looked for by its name: renamed-root.cer has the name of
// contoso-root.cer and another key, and is found where that one is not.
enum class LeadsTo : std::uint8_t { kNothing, kImpostor, kRoot };
LeadsTo Follow(const RawChain& chain, const RawDevice::Stores& stores) {
  if (!chain.left_out.empty() && !IsIn(stores, "CA", chain.left_out)) return LeadsTo::kNothing;
  if (IsIn(stores, "ROOT", chain.root)) return LeadsTo::kRoot;
  const bool impostor = chain.root == "contoso-root.cer" && IsIn(stores, "CA", "renamed-root.cer");
  return impostor ? LeadsTo::kImpostor : LeadsTo::kNothing;
}

}  // namespace

// The facts are those of the stores as the client sees them, or where these do not lead to the root, as they are now.
Story RawDevice::SignIn(const RawChain& chain, std::string_view host, std::string_view client) {
  if (client == "communicator-mobile") StartCommunicator();
  const LeadsTo now = Follow(chain, stores_);
  const LeadsTo seen = client == "communicator-mobile" ? Follow(chain, *stores_as_communicator_sees_) : now;
  const bool knows_hashes = !chain.sha2 || profile_->generation == Generation::kGuide;
  const LeadsTo decides = seen == LeadsTo::kRoot ? seen : now;

  const bool root_there = decides == LeadsTo::kRoot;
  const bool signatures_good = decides == LeadsTo::kNothing || (root_there && !chain.forged);
  const bool in_dates = chain.from <= year_ && year_ <= chain.to;
  const bool dates_valid = in_dates && (!root_there || (chain.root_from <= year_ && year_ <= chain.root_to));
  // Wildcards were not supported in 5.0 [blogfaq].
  const bool one_of_many = chain.host == "*.contoso.com" && host.ends_with(".contoso.com");
  const bool host_matches = chain.host == host || (one_of_many && profile_->generation != Generation::k5);
  const bool seen_good = seen == LeadsTo::kRoot && knows_hashes && signatures_good && dates_valid && host_matches;
  return TellStory("sign-in", {{"seen-good", YesOrNo(seen_good)},
                               {"root-there", YesOrNo(root_there)},
                               {"hashes-known", YesOrNo(knows_hashes)},
                               {"signatures-good", YesOrNo(signatures_good)},
                               {"issuers-good", "yes"},
                               {"dates-valid", YesOrNo(dates_valid)},
                               {"host-matches", YesOrNo(host_matches)}});
}

}  // namespace wmsim
