// What a person reads, and what of it is known word for word.
#include "policy_engine/message.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>

#include "policy_engine/source.h"

namespace wmsim {
namespace {

std::size_t Gaps(std::string_view text) {
  std::size_t gaps = 0;
  for (std::size_t at = text.find("{}"); at != std::string_view::npos; at = text.find("{}", at + 2)) ++gaps;
  return gaps;
}

TEST(EveryMessage, HasTextWithAtMostOneGap) {
  for (const MessageInfo& row : Messages().subspan(1)) {
    SCOPED_TRACE(Word(row.id));
    EXPECT_FALSE(row.text.empty());
    EXPECT_LE(Gaps(row.text), 1U);
    EXPECT_EQ(Gaps(MessageText(row.id, "subject")), 0U);
  }
}

TEST(EveryMessage, IsVerbatimFromARealSourceOrTheEmulatorsOwn) {
  for (const MessageInfo& row : Messages()) {
    SCOPED_TRACE(Word(row.id));
    EXPECT_NE(FindSource(row.source), nullptr);
    EXPECT_EQ(row.verbatim, row.source != "emulator");
    if (!row.verbatim) {
      EXPECT_EQ(row.confidence, Confidence::kAssumed);
    }
  }
}

// Policies 5.6, sdk-facts 4.8 and the guide: no other text of this domain is known word for word.
TEST(EveryMessage, IsTheEmulatorsOwnButThoseThatSourcesShow) {
  const std::map<MessageId, std::string_view> known{
      {MessageId::kProgramCannotBeOpened, "pcreview"},
      {MessageId::kSpaddcertDeviceSecured, "dd425351"},
      {MessageId::kPackageInstalled, "scm"},
      {MessageId::kWebContentReceived, "ak"},
      {MessageId::kActiveSyncInternetCode, "cxliv"},
      {MessageId::kRapiConfigSucceeded, "t6"},
      {MessageId::kRapiConfigFailed, "t6"},
  };
  for (const MessageInfo& row : Messages()) {
    EXPECT_EQ(row.verbatim, known.contains(row.id)) << Word(row.id);
    if (row.verbatim) {
      EXPECT_EQ(row.source, known.at(row.id));
    }
  }
  EXPECT_EQ(Message(MessageId::kPackageInstalled).text, "{} was successfully installed on your device.");
  EXPECT_EQ(Message(MessageId::kWebContentReceived).text, "Web content received.");
}

TEST(EveryMessage, IsFoundByItsId) {
  EXPECT_EQ(Messages().size(), Words<MessageId>().size());
  for (const MessageInfo& row : Messages()) EXPECT_EQ(&Message(row.id), &row);
}

TEST(OperatorMessage, IsTheGuidesLetterForLetter) {
  const std::string_view text =
      "This device is currently secured such that certificates cannot be added to the root store. For support please "
      "contact your device administrator.";
  EXPECT_EQ(Message(MessageId::kSpaddcertDeviceSecured).text, text);
  EXPECT_EQ(MessageText(MessageId::kSpaddcertDeviceSecured, "SPAddCert.exe"), text);
  EXPECT_EQ(Message(MessageId::kSpaddcertDeviceSecured).source, "dd425351");
  EXPECT_EQ(Message(MessageId::kSpaddcertDeviceSecured).confidence, Confidence::kDocumented);
  EXPECT_EQ(Word(MessageId::kSpaddcertDeviceSecured), "spaddcert-device-secured");
}

TEST(LoaderMessage, IsThatOfTheWindowsMobile5PocketPc) {
  EXPECT_EQ(MessageText(MessageId::kProgramCannotBeOpened, "Test.exe"),
            "Test.exe cannot be opened. Either it is not signed with a trusted certificate, or one of its components "
            "cannot be found.");
  EXPECT_EQ(Message(MessageId::kProgramCannotBeOpened).source, "pcreview");
  EXPECT_EQ(Message(MessageId::kProgramCannotBeOpened).confidence, Confidence::kReported);
}

TEST(MessageText, FillsTheSubjectInAsItIs) {
  EXPECT_EQ(MessageText(MessageId::kSpaddcertInstalled, ""), " was added to the root store.");
  EXPECT_EQ(MessageText(MessageId::kSpaddcertInstalled, "{}"), "{} was added to the root store.");
  EXPECT_EQ(MessageText(MessageId::kNone, "x"), "");
}

}  // namespace
}  // namespace wmsim
