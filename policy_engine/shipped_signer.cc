#include "policy_engine/shipped_signer.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "policy_engine/store.h"

namespace wmsim {
namespace {

// Names, dates and keys were read from the certificates that the Security Configuration Manager's documents hold [scm].
constexpr auto kSigners = std::to_array<ShippedSigner>({
    {{"1C9D6E42F467BB135BB1DDBF2624F7ECC3C92DAB",
      "C = US, ST = Washington, L = Redmond, O = Microsoft Corporation, OU = Copyright (c) 2002 Microsoft Corp., CN = "
      "Microsoft Mobile Device Privileged Component PCA",
      Utc(2002, 12, 15, 8, 0, 0), Utc(2012, 12, 20, 8, 0, 0), "rsaEncryption", 2048, "md5WithRSAEncryption", 3},
     kPrivilegedStore,
     kPrivilegedPackageRole},
    {{"C93ACDAAB9D0647ADD6B150B63880687F170CF8F",
      "C = US, ST = Washington, L = Redmond, O = Microsoft Corporation, CN = Microsoft Windows CE Cryptographic "
      "Service Provider Signature CA",
      Utc(2004, 6, 2, 2, 13, 6), Utc(2009, 6, 2, 2, 23, 6), "rsaEncryption", 2048, "sha1WithRSAEncryption", 3},
     kPrivilegedStore,
     role::kNone},
    {{"90954D07A0E0CF5206D0729A482D8D9C411459A8",
      "C = US, ST = Washington, L = Redmond, O = Microsoft Corporation, OU = Copyright (c) 2002 Microsoft Corp., CN = "
      "Microsoft Mobile Device PCA",
      Utc(2002, 3, 25, 8, 0, 0), Utc(2012, 3, 26, 8, 0, 0), "rsaEncryption", 2048, "md5WithRSAEncryption", 3},
     kUnprivilegedStore,
     role::kUserAuth},
    {{"C06E95210F109DA105B6AA4A8C9F04F3F7D10211",
      "C = US, O = \"VeriSign, Inc.\", CN = VeriSign Authorized Code Signing Root CA for Microsoft",
      Utc(2002, 9, 12, 0, 0, 0), Utc(2042, 9, 11, 23, 59, 59), "rsaEncryption", 2048, "sha1WithRSAEncryption", 3},
     kUnprivilegedStore,
     role::kUserAuth},
    {{"140AFE42C7AE2A2DBFF67A3A59CD2C5262D84A1A", "O = Baltimore Technologies, CN = Baltimore Mobile Device Root",
      Utc(2002, 4, 1, 18, 55, 27), Utc(2022, 4, 1, 18, 55, 27), "rsaEncryption", 2048, "sha1WithRSAEncryption", 3},
     kUnprivilegedStore,
     role::kUserAuth},
    {{"802F0BA13A4A3D362DA1CC348EFC59B92B5A9067",
      "C = US, O = Microsoft Corporation, CN = VeriSign Authorized Code Signing (Privileged) Root for Microsoft",
      Utc(2003, 6, 6, 0, 0, 0), Utc(2043, 6, 5, 23, 59, 59), "rsaEncryption", 2048, "sha1WithRSAEncryption", 3},
     kPrivilegedStore,
     kPrivilegedPackageRole},
    {{"4A5A4FBABABA1112D49FB0C28463C53CB111F9BE",
      "O = Baltimore Technologies, CN = Baltimore Mobile Device Privileged Root", Utc(2003, 5, 28, 19, 8, 35),
      Utc(2023, 5, 28, 19, 8, 35), "rsaEncryption", 2048, "sha1WithRSAEncryption", 3},
     kPrivilegedStore,
     kPrivilegedPackageRole},
    {{"531700A6149352AC4BABB4E0BED893926C5515E9",
      "C = US, O = GeoTrust Inc., OU = Microsoft Windows Mobile Devices, CN = GeoTrust Mobile Device Root - Privileged",
      Utc(2003, 7, 30, 4, 0, 0), Utc(2023, 7, 30, 4, 0, 0), "rsaEncryption", 2048, "sha1WithRSAEncryption", 3},
     kPrivilegedStore,
     kPrivilegedPackageRole},
    {{"B2A44C4D48FD9516B46390B9F621289DA0F3A365",
      "C = US, O = GeoTrust Inc., OU = Microsoft Windows Mobile Devices, CN = GeoTrust Mobile Device Root - "
      "Unprivileged",
      Utc(2003, 7, 30, 4, 0, 0), Utc(2023, 7, 30, 4, 0, 0), "rsaEncryption", 2048, "sha1WithRSAEncryption", 3},
     kUnprivilegedStore,
     role::kUserAuth},
});
// How many rows from the front: Microsoft's own, then those valid in 2002, then those of the same authorities in 2003.
constexpr std::size_t kOfMicrosoft = 3;
constexpr std::size_t kUntil2002 = 5;
constexpr std::size_t kUntil2003 = 7;

constexpr std::size_t CountPlacements(std::span<const ShippedSigner> signers) {
  const auto in_package_store = [](const ShippedSigner& row) { return row.package_role != role::kNone; };
  return signers.size() + static_cast<std::size_t>(std::ranges::count_if(signers, in_package_store));
}

constexpr auto kPlacements = [] {
  std::array<SignerPlacement, CountPlacements(kSigners)> placements{};
  auto next = placements.begin();
  for (const ShippedSigner& row : kSigners) {
    *next++ = {&row.certificate, row.store, role::kNone};
    if (row.package_role != role::kNone) *next++ = {&row.certificate, kPackageStore, row.package_role};
  }
  return placements;
}();

// The placements of the rows from `first` up to `last`.
std::span<const SignerPlacement> PlacementsBetween(std::size_t first, std::size_t last) {
  const std::span signers(kSigners);
  return std::span(kPlacements)
      .first(CountPlacements(signers.first(last)))
      .subspan(CountPlacements(signers.first(first)));
}

}  // namespace

std::span<const ShippedSigner> ShippedSigners() { return kSigners; }

std::span<const SignerPlacement> MicrosoftSigners() { return PlacementsBetween(0, kOfMicrosoft); }
std::span<const SignerPlacement> SignersOfSmartphone2002() { return PlacementsBetween(kOfMicrosoft, kUntil2002); }
std::span<const SignerPlacement> SignersOfSmartphone2003() { return PlacementsBetween(kOfMicrosoft, kUntil2003); }

std::span<const SignerPlacement> Mobile2MarketSigners() { return kPlacements; }

}  // namespace wmsim
