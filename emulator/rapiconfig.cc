#include "emulator/rapiconfig.h"

#include <algorithm>
#include <array>
#include <sstream>

#include "emulator/provisioning.h"
#include "policy_engine/actions.h"
#include "policy_engine/number.h"

namespace wmsim {
namespace {

constexpr std::array<std::string_view, 4> kUsage{
    "Executes an XML configuration document on a remote device.",
    "RAPICONFIG [/P] [/M] filename",
    "  /P  Process the document.",
    "  /M  Return metadata.",
};

// What the tool says of an error code: its own texts, and those that Windows has for two others [t6].
struct ErrorText {
  std::uint32_t code;
  std::string_view text;
};
constexpr auto kErrorTexts = std::to_array<ErrorText>({
    {0x80042001, "Another instance of configmanager is already running."},
    {0x80042002, "A time out has occurred while a previous instance of configmanager is still trying to cancel."},
    {kEntryNotFound, "Access is denied."},
    {0x80042007, "A configuration service provider has raised an exception."},
    {0x80042008, "A fatal transaction failure has occurred.  The device may be in an unknown state."},
    {kBadXml, "XML is mal-formed."},
    {kAccessDenied, "Access is denied."},
    {kInvalidArgument, "The parameter is incorrect."},
});

struct CommandLine {
  bool is_good = true;
  bool asks_for_usage = false;
  ProcessingFlags flags{.process = false, .metadata = false};
};

CommandLine ReadCommandLine(const std::string& arguments) {
  CommandLine line;
  std::istringstream words(arguments);
  for (std::string word; words >> word;) {
    const bool is_switch = word.size() == 2 && (word[0] == '/' || word[0] == '-');
    const std::string letter = is_switch ? LowerCase(word.substr(1)) : "";
    line.flags.process = line.flags.process || letter == "p";
    line.flags.metadata = line.flags.metadata || letter == "m";
    line.asks_for_usage = line.asks_for_usage || letter == "?";
    line.is_good = line.is_good && (letter == "p" || letter == "m" || letter == "?");
  }
  return line;
}

void ShowUsage(StepResult& result) { result.console.assign(kUsage.begin(), kUsage.end()); }

// Ends the console as the tool does: with one line that says how it went.
void Finish(MessageId message, const std::string& subject, int exit, StepResult& result) {
  result.message = ShownMessage{message, MessageText(message, subject)};
  result.console.push_back(result.message->text);
  result.tool_exit = exit;
}

void Succeed(StepResult& result) { Finish(MessageId::kRapiConfigSucceeded, "", 0, result); }

void FailWith(std::uint32_t code, StepResult& result) {
  const auto* const row = std::ranges::find(kErrorTexts, code, &ErrorText::code);
  std::string subject = "(" + FormatHresult(code) + ")";
  subject += row != kErrorTexts.end() ? ": " + std::string(row->text) : ".";
  result.hresult = code;
  Finish(MessageId::kRapiConfigFailed, subject, 1, result);
}

StepResult RefuseCommandLine(const Device& device, const std::string& arguments) {
  ProvisionFacts facts;
  facts.command_line_good = YesNo::kNo;
  facts.over_rapi = YesNo::kYes;
  facts.rapi = RapiOf(device);
  facts.document_taken = YesNo::kYes;
  const FactTexts texts{{FieldId::kCommandLineGood, "no: " + arguments},
                        {FieldId::kRapi, PolicyText(device, policy::kRapi)}};
  return Conclude(kProvisionAction, CellOf(facts), DecideProvision(facts), texts, {}, {});
}

}  // namespace

StepResult RapiConfig(Device& device, const RapiConfigStep& step) {
  const CommandLine line = ReadCommandLine(step.arguments);
  if (!line.is_good) {
    StepResult result = RefuseCommandLine(device, step.arguments);
    ShowUsage(result);
    FailWith(*result.hresult, result);
    return result;
  }
  if (line.asks_for_usage) {
    StepResult result;
    ShowUsage(result);
    Succeed(result);
    return result;
  }
  StepResult result = Provision(device, {step.bytes, DocumentRoute::kRapi, {}, {}, line.flags});
  if (result.outcome == Outcome::kApplied || result.outcome == Outcome::kUnchanged) {
    if (!result.response.empty()) {
      result.console.emplace_back("Config results written to output file RapiConfigOut.xml.");
    }
    Succeed(result);
    return result;
  }
  result.response.clear();
  FailWith(result.outcome == Outcome::kInvalidInput ? kBadXml : result.hresult.value_or(kAccessDenied), result);
  return result;
}

}  // namespace wmsim
