#include "scenarios/report/fix_text.h"

#include <nlohmann/json.hpp>

#include "scenarios/report/json.h"
#include "scenarios/report/printable.h"
#include "scenarios/report/text.h"

namespace wmsim {
namespace {

using Json = nlohmann::ordered_json;

std::string RouteText(const Route& route) {
  std::string text = std::string(Word(route.who)) + ", " + (route.IsOpen() ? "open: " : "closed: ") + route.way;
  if (!route.IsOpen()) text += " (" + route.closed_by + ")";
  return text;
}

std::string WhoCannot(const FixAnswer& answer, const Fix& fix) {
  if (UserCanMake(answer, fix)) return "";
  return AnybodyCanMake(answer, fix) ? "; no way of the user's is open" : "; nobody can do all of it now";
}

void AppendFix(const FixAnswer& answer, const Fix& fix, std::size_t number, std::string& text) {
  text += std::to_string(number) + ". risk " + std::string(Word(fix.reach)) + ": " + std::string(ReachText(fix.reach)) +
          WhoCannot(answer, fix) + "\n";
  for (const std::size_t i : fix.remedies) {
    const Remedy& remedy = answer.remedies[i];
    text += "   - " + PrintableLine(remedy.what) + (remedy.restarts && !remedy.policies.empty() ? ", and restart" : "");
    if (fix.remedies.size() > 1) text += " [risk " + std::string(Word(remedy.reach)) + "]";
    text += "\n";
  }
}

// The routes of each remedy once, however many fixes it is in.
void AppendRoutes(const FixAnswer& answer, std::string& text) {
  text += "who can make these changes on this device now:\n";
  for (std::size_t i = 0; i < answer.remedies.size(); ++i) {
    if (answer.routes[i].empty()) continue;
    text += "   - " + PrintableLine(answer.remedies[i].what) + "\n";
    for (const Route& route : answer.routes[i]) text += "       " + PrintableLine(RouteText(route)) + "\n";
  }
}

Json RoutesJson(const std::vector<Route>& routes) {
  Json list = Json::array();
  for (const Route& route : routes) {
    list.push_back({{"who", Word(route.who)},
                    {"way", route.way},
                    {"open", route.IsOpen()},
                    {"closed-by", route.IsOpen() ? Json(nullptr) : Json(route.closed_by)}});
  }
  return list;
}

Json ChangeJson(const Remedy& remedy, const std::vector<Route>& routes) {
  Json policies = Json::array();
  for (const PolicySetting& setting : remedy.policies) {
    policies.push_back({{"id", static_cast<std::uint32_t>(setting.id)}, {"value", *setting.value}});
  }
  return {{"kind", Word(remedy.kind)}, {"what", remedy.what},        {"risk", Word(remedy.reach)},
          {"policies", policies},      {"restart", remedy.restarts}, {"routes", RoutesJson(routes)}};
}

}  // namespace

std::string FixText(const Problem& problem, const FixAnswer& answer, std::string_view device) {
  std::string text(Word(problem.result.outcome));
  text += ": " + StepTitle(problem.step) + " on " + std::string(device) + "\n";
  if (Succeeds(problem.result)) return text + "it succeeds: there is nothing to mend\n";
  text += ReasonsText(problem.result);
  const std::size_t count = answer.fixes.list.size();
  if (count == 0) {
    text += "nothing that wmsim knows of makes it succeed with up to " + std::to_string(kMostRemedies) + " changes\n";
    const std::string& issuer = problem.result.wanted_issuer;
    if (!issuer.empty()) text += "it wants the certificate of " + issuer + ", which the chain's file does not hold\n";
    return text;
  }
  text +=
      std::to_string(count) + (count == 1 ? " way" : " ways") + " to make it succeed, each tried, least risk first:\n";
  for (std::size_t i = 0; i < count; ++i) AppendFix(answer, answer.fixes.list[i], i + 1, text);
  AppendRoutes(answer, text);
  if (!AnyUserRoute(answer)) text += "the user alone can do none of this now\n";
  return text;
}

std::string FixJsonText(const Problem& problem, const FixAnswer& answer) {
  Json fixes = Json::array();
  for (const Fix& fix : answer.fixes.list) {
    Json changes = Json::array();
    for (const std::size_t i : fix.remedies) changes.push_back(ChangeJson(answer.remedies[i], answer.routes[i]));
    fixes.push_back({{"risk", Word(fix.reach)},
                     {"rank", static_cast<int>(fix.reach)},
                     {"user-can", UserCanMake(answer, fix)},
                     {"anybody-can", AnybodyCanMake(answer, fix)},
                     {"changes", std::move(changes)},
                     {"outcome", Word(fix.result.outcome)}});
  }
  return JsonText({{"format", 1},
                   {"step", StepJson(*problem.step.verb, problem.result)},
                   {"succeeds", Succeeds(problem.result)},
                   {"fixes", std::move(fixes)},
                   {"user-can", AnyUserRoute(answer)},
                   {"tried", answer.fixes.tried}});
}

}  // namespace wmsim
