// RapiConfig: its command line, its console, its exit status and its output file [sdk-facts 7].
#include "emulator/rapiconfig.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/devices.h"
#include "tests/documents.h"

namespace wmsim {
namespace {

using Lines = std::vector<std::string>;

constexpr std::string_view kWritten = "Config results written to output file RapiConfigOut.xml.";

std::string Grant(std::string_view value) {
  return Document(Section("SecurityPolicy", "<parm name=\"4119\" value=\"" + std::string(value) + "\"/>"));
}

StepResult Send(Device& device, const std::string& document, const std::string& arguments) {
  return RapiConfig(device, {document, arguments});
}

TEST(RapiConfig, ProcessesWhereItIsToldTo) {
  const struct {
    std::string arguments;
    bool processes;
  } rows[] = {{"/P", true},        {"-p", true},  {"/p /M", true}, {"-M -P", true},
              {"  /P\t/P ", true}, {"/M", false}, {"", false},     {"-m /m", false}};
  for (const auto& row : rows) {
    SCOPED_TRACE(row.arguments);
    Device device = BootWith("wm6-professional", {{policy::kRapi, 1}});
    const StepResult result = Send(device, Grant("16"), row.arguments);
    EXPECT_EQ(result.outcome, row.processes ? Outcome::kApplied : Outcome::kUnchanged);
    EXPECT_EQ(result.console, (Lines{std::string(kWritten), "Config succeeded."}));
    EXPECT_EQ(result.tool_exit, 0);
    EXPECT_EQ(result.message->text, "Config succeeded.");
    EXPECT_NE(result.response.find("4119"), std::string::npos);
    EXPECT_EQ(StateOf(device, policy::kGrantManager).registry == 16U, row.processes);
    EXPECT_EQ(result.changes.empty(), !row.processes);
  }
}

TEST(RapiConfig, SaysHowItIsUsed) {
  const Lines usage{"Executes an XML configuration document on a remote device.", "RAPICONFIG [/P] [/M] filename",
                    "  /P  Process the document.", "  /M  Return metadata."};
  for (const char* arguments : {"/x", "/PM", "P", "/", "-", "--p", "other.xml", "/P other.xml", "/? /x"}) {
    SCOPED_TRACE(arguments);
    Device device = BootWith("wm6-professional", {{policy::kRapi, 1}});
    const Device before = device;
    const StepResult result = Send(device, Grant("16"), arguments);
    EXPECT_EQ(HeadlineOf(result), "rapiconfig-usage");
    Lines console = usage;
    console.emplace_back("Config failed (0x80070057): The parameter is incorrect.");
    EXPECT_EQ(result.console, console);
    EXPECT_EQ(result.tool_exit, 1);
    EXPECT_EQ(device, before);
  }
  for (const char* arguments : {"/?", "-?", "/P /?"}) {
    Device device = BootProfile("wm6-professional");
    const StepResult result = Send(device, Grant("16"), arguments);
    EXPECT_EQ(result.outcome, Outcome::kUnchanged);
    Lines console = usage;
    console.emplace_back("Config succeeded.");
    EXPECT_EQ(result.console, console);
    EXPECT_EQ(result.tool_exit, 0);
  }
}

TEST(RapiConfig, WritesNothingWhereTheCallFails) {
  const struct {
    std::uint32_t rapi;
    std::string document;
    std::string_view rule, line;
  } rows[] = {
      {0, Grant("16"), "rapi-closed", "Config failed (0x80070005): Access is denied."},
      {2, Grant("16"), "provisioning-role-too-low", "Config failed (0x80070005): Access is denied."},
      {1, Grant("0x10"), "provisioning-value-invalid", "Config failed (0x80070057): The parameter is incorrect."},
      {1, Document(Section("NoSuch", "")), "provisioning-provider-unknown",
       "Config failed (0x80042004): Access is denied."},
      {1, "<other/>", "provisioning-malformed", "Config failed (0x80042009): XML is mal-formed."},
      {1, "<wap-provisioningdoc>", "", "Config failed (0x80042009): XML is mal-formed."},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.line);
    Device device = BootWith("wm6-professional", {{policy::kRapi, row.rapi}, {policy::kGrantManager, 0}});
    const Device before = device;
    const StepResult result = Send(device, row.document, "/P");
    if (row.rule.empty()) {
      EXPECT_EQ(result.outcome, Outcome::kInvalidInput);
    } else {
      EXPECT_EQ(HeadlineOf(result), row.rule);
    }
    EXPECT_EQ(result.console, Lines{std::string(row.line)});
    EXPECT_EQ(result.tool_exit, 1);
    EXPECT_EQ(result.response, "");
    EXPECT_EQ(device, before);
  }
}

TEST(RapiConfig, StripsAByteOrderMark) {
  Device device = BootWith("wm6-professional", {{policy::kRapi, 1}});
  EXPECT_EQ(Send(device, "\xEF\xBB\xBF" + Grant("16"), "/P").outcome, Outcome::kApplied);
}

// Provisioning 1.2, 4.4: the entry of the metabase, for parms alone.
TEST(RapiConfig, ReturnsMetadata) {
  Device device = BootWith("wm6-professional", {{policy::kRapi, 1}});
  const std::string document = Document(
      Section("Metabase", Section(R"(Registry\HKCU\A\x)", R"(<parm name="access-role" value="24"/>)"
                                                          R"(<parm name="rw-access" value="1"/>)")) +
      Section("Registry", Section("HKCU\\Software", R"(<parm-query name="none"/>)")) +
      Section("SecurityPolicy", R"(<parm-query name="4097"/>)") + Section("Clock", R"(<parm name="y" value="2"/>)"));
  const std::string answer = Answer(Send(device, document, "/P /M"));
  EXPECT_NE(answer.find(R"(<parm name="4097" value="1" rw-access="3" access-role="8"/>)"), std::string::npos) << answer;
  EXPECT_NE(answer.find(R"(<parm name="y" value="2" rw-access="3" access-role="24"/>)"), std::string::npos) << answer;
  EXPECT_NE(answer.find(R"(<noparm name="none"/>)"), std::string::npos) << answer;
  EXPECT_EQ(Answer(Send(device, document, "/P")).find("access-role=\""), std::string::npos);
  const std::string own = Document(Section("Registry", Section("HKCU\\A", R"(<parm name="x" value="1"/>)")));
  EXPECT_NE(Answer(Send(device, own, "/M")).find(R"(<parm name="x" value="1" rw-access="1" access-role="24"/>)"),
            std::string::npos);
}

}  // namespace
}  // namespace wmsim
