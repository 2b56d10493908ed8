// The certificates that may sign programs and packages, row by row as sdk-facts 3.3 has them.
#include "policy_engine/shipped_signer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wmsim {
namespace {

constexpr std::string_view kPrivileged = "Privileged Execution Trust Authorities";
constexpr std::string_view kUnprivileged = "Unprivileged Execution Trust Authorities";

// `in_locked`: in the configuration Locked, which has Microsoft's own alone. `role`: that in SPC; 0 is not in SPC.
const struct {
  std::string_view thumbprint, name, from, to, store;
  bool in_locked;
  std::uint32_t role;
} kTable[] = {
    {"1C9D6E42F467BB135BB1DDBF2624F7ECC3C92DAB", "Microsoft Mobile Device Privileged Component PCA", "2002-12-15",
     "2012-12-20", kPrivileged, true, 222},
    {"C93ACDAAB9D0647ADD6B150B63880687F170CF8F", "Microsoft Windows CE Cryptographic Service Provider Signature CA",
     "2004-06-02", "2009-06-02", kPrivileged, true, 0},
    {"802F0BA13A4A3D362DA1CC348EFC59B92B5A9067", "VeriSign Authorized Code Signing (Privileged) Root for Microsoft",
     "2003-06-06", "2043-06-05", kPrivileged, false, 222},
    {"4A5A4FBABABA1112D49FB0C28463C53CB111F9BE", "Baltimore Mobile Device Privileged Root", "2003-05-28", "2023-05-28",
     kPrivileged, false, 222},
    {"531700A6149352AC4BABB4E0BED893926C5515E9", "GeoTrust Mobile Device Root - Privileged", "2003-07-30", "2023-07-30",
     kPrivileged, false, 222},
    {"90954D07A0E0CF5206D0729A482D8D9C411459A8", "Microsoft Mobile Device PCA", "2002-03-25", "2012-03-26",
     kUnprivileged, true, 16},
    {"C06E95210F109DA105B6AA4A8C9F04F3F7D10211", "VeriSign Authorized Code Signing Root CA for Microsoft", "2002-09-12",
     "2042-09-11", kUnprivileged, false, 16},
    {"140AFE42C7AE2A2DBFF67A3A59CD2C5262D84A1A", "Baltimore Mobile Device Root", "2002-04-01", "2022-04-01",
     kUnprivileged, false, 16},
    {"B2A44C4D48FD9516B46390B9F621289DA0F3A365", "GeoTrust Mobile Device Root - Unprivileged", "2003-07-30",
     "2023-07-30", kUnprivileged, false, 16},
};

const ShippedSigner* Find(std::string_view thumbprint) {
  for (const ShippedSigner& row : ShippedSigners()) {
    if (row.certificate.thumbprint == thumbprint) return &row;
  }
  return nullptr;
}

TEST(ShippedSigners, AreTheNineOfThePowertoy) {
  ASSERT_EQ(ShippedSigners().size(), std::size(kTable));
  for (const auto& row : kTable) {
    SCOPED_TRACE(row.name);
    const ShippedSigner* found = Find(row.thumbprint);
    ASSERT_NE(found, nullptr);
    const ShippedRoot& certificate = found->certificate;
    EXPECT_TRUE(certificate.subject.ends_with("CN = " + std::string(row.name))) << certificate.subject;
    EXPECT_EQ(FormatTime(certificate.not_before).substr(0, 10), row.from);
    EXPECT_EQ(FormatTime(certificate.not_after).substr(0, 10), row.to);
    EXPECT_EQ(found->store, row.store);
    EXPECT_EQ(Bits(found->package_role), row.role);
  }
}

// The one certificate of the table whose key the document names.
TEST(ShippedSigners, HaveTheKeyOfTheDocument) {
  const ShippedRoot& certificate = Find("1C9D6E42F467BB135BB1DDBF2624F7ECC3C92DAB")->certificate;
  EXPECT_EQ(certificate.signature_algorithm, "md5WithRSAEncryption");
  EXPECT_EQ(certificate.key_bits, 2048U);
}

TEST(ShippedSigners, AreMicrosoftsFirst) {
  for (std::size_t i = 0; i < ShippedSigners().size(); ++i) {
    const std::string_view thumbprint = ShippedSigners()[i].certificate.thumbprint;
    for (const auto& row : kTable) {
      if (row.thumbprint != thumbprint) continue;
      EXPECT_EQ(row.in_locked, i < 3) << row.name;
    }
  }
}

// The placements of the table as "THUMBPRINT STORE ROLE"; the execution stores report the role 0.
std::vector<std::string> Expected(bool microsoft_only) {
  std::vector<std::string> lines;
  for (const auto& row : kTable) {
    if (microsoft_only && !row.in_locked) continue;
    lines.push_back(std::string(row.thumbprint) + " " + std::string(row.store) + " 0");
    if (row.role != 0) lines.push_back(std::string(row.thumbprint) + " SPC " + std::to_string(row.role));
  }
  std::ranges::sort(lines);
  return lines;
}

std::vector<std::string> Lines(std::span<const SignerPlacement> placements) {
  std::vector<std::string> lines;
  for (const SignerPlacement& row : placements) {
    lines.push_back(std::string(row.signer->thumbprint) + " " + std::string(row.store) + " " +
                    std::to_string(Bits(row.role)));
  }
  std::ranges::sort(lines);
  return lines;
}

TEST(SignerPlacements, AreThoseOfThePowertoysConfigurations) {
  EXPECT_EQ(Lines(MicrosoftSigners()), Expected(true));
  EXPECT_EQ(Lines(Mobile2MarketSigners()), Expected(false));
  EXPECT_EQ(MicrosoftSigners().size(), 5U);
  EXPECT_EQ(Mobile2MarketSigners().size(), 17U);
}

}  // namespace
}  // namespace wmsim
