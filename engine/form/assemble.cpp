#include "form/assemble.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace kiosk {

namespace {

struct Candidate {
  const Bank* bank;
  const Item* item;
};

bool has_fixed_order(const ItemKind& kind) {
  if (const auto* single = std::get_if<SingleChoice>(&kind)) return single->fixed_order;
  if (const auto* multiple = std::get_if<MultipleChoice>(&kind)) return multiple->fixed_order;
  return false;
}

/// Everything that changes while one form is drawn.
class Assembly {
 public:
  Assembly(const ExamEdition& edition, const Seed& seed, const std::vector<ItemReference>& history)
      : edition_(edition), rng_(seed) {
    for (const ItemReference& reference : history) {
      const PublishedBank* bank = edition.find_bank(reference.bank);
      const Item* item = bank == nullptr ? nullptr : bank->find(reference.item);
      if (item != nullptr) met_.insert(item);
    }
  }

  /// The section's items in the order shown; nothing when the banks hold too few of a topic.
  std::optional<std::vector<FormItem>> section_items(const Section& section) {
    std::vector<FormItem> items;
    for (const Draw& draw : section.draws) {
      const std::vector<Candidate> candidates = candidates_by_preference(draw.topic);
      const auto count = static_cast<std::size_t>(draw.count);
      if (candidates.size() < count) return std::nullopt;
      for (std::size_t i = 0; i < count; ++i) items.push_back(take(candidates[i], section));
    }
    rng_.shuffle(items);
    return items;
  }

 private:
  /// Items of the topic that are not on the form yet: in random order those the applicant has not met, then the others.
  std::vector<Candidate> candidates_by_preference(const std::string& topic) {
    std::vector<Candidate> candidates;
    for (const PublishedBank& published : edition_.banks) {
      for (const Item* item : published.of_topic(topic)) {
        if (!drawn_.contains(item)) candidates.push_back({published.bank.get(), item});
      }
    }
    rng_.shuffle(candidates);
    std::stable_partition(candidates.begin(), candidates.end(),
                          [this](const Candidate& candidate) { return !met_.contains(candidate.item); });
    return candidates;
  }

  FormItem take(const Candidate& candidate, const Section& section) {
    drawn_.insert(candidate.item);
    FormItem form_item{new_public_id(), section.id, candidate.item->topic, candidate.bank->id, candidate.item->id, {}};
    for (const Option& option : options_of(candidate.item->kind)) {
      form_item.options.push_back({new_public_id(), option.id});
    }
    if (!has_fixed_order(candidate.item->kind)) rng_.shuffle(form_item.options);
    return form_item;
  }

  std::string new_public_id() {
    // Base 32 without the look-alikes i, l, o, u.
    constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    constexpr std::size_t length = 8;
    std::string id;
    do {
      id.clear();
      std::uint64_t word = rng_.next();
      for (std::size_t i = 0; i < length; ++i, word >>= 5U) id += alphabet[word & 31U];
    } while (!public_ids_.insert(id).second);
    return id;
  }

  const ExamEdition& edition_;
  std::unordered_set<const Item*> met_;  ///< on earlier forms of the applicant
  std::unordered_set<const Item*> drawn_;
  std::set<std::string> public_ids_;
  Rng rng_;
};

}  // namespace

Result<Form> assemble(const ExamEdition& edition, const Seed& seed, const Language& language,
                      std::vector<ItemReference> history) {
  if (!edition.exam.offers(language))
    return failure(ErrorCode::language_unknown, "the exam does not offer the language");
  std::sort(history.begin(), history.end());
  history.erase(std::unique(history.begin(), history.end()), history.end());

  Form form;
  form.seed = seed;
  form.language = language;
  form.exam_fingerprint = edition.fingerprint;
  for (const PublishedBank& published : edition.banks) {
    form.banks.push_back({published.bank->id, published.fingerprint});
  }
  form.history = std::move(history);

  Assembly assembly{edition, seed, form.history};
  for (const Section& section : edition.exam.sections) {
    auto items = assembly.section_items(section);
    if (!items) return failure(ErrorCode::bank_too_small, "a section draws more items of a topic than the banks hold");
    std::move(items->begin(), items->end(), std::back_inserter(form.items));
  }
  return form;
}

}  // namespace kiosk
