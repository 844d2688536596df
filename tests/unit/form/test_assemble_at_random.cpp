#include <catch2/catch.hpp>

#include "form/assemble.hpp"
#include "form_promises.hpp"
#include "support/base_seed.hpp"
#include "support/sample_exam.hpp"

namespace kiosk {
namespace {

/// Any part of the edition's items.
std::vector<ItemReference> random_history(const ExamEdition& edition, Rng& rng) {
  std::vector<ItemReference> history;
  const std::uint64_t share = rng.below(5);
  for (const PublishedBank& published : edition.banks) {
    for (const Item& item : published.bank->items) {
      if (rng.below(4) < share) history.push_back({published.bank->id, item.id});
    }
  }
  return history;
}

Seed random_seed(Rng& rng) {
  Seed seed;
  for (std::uint8_t& byte : seed) byte = static_cast<std::uint8_t>(rng.below(256));
  return seed;
}

TEST_CASE("2,000 forms of random seeds and histories meet the blueprint and can be drawn again") {
  const ExamEditionPointer edition = test::sample_edition();
  Rng rng{test::sample_seed(test::base_seed("forms of random seeds"))};
  for (int round = 0; round < 2000; ++round) {
    CAPTURE(round);
    const Seed seed = random_seed(rng);
    const Form form = assemble(*edition, seed, "en", random_history(*edition, rng)).value();
    test::require_form_promises(form, *edition);
    REQUIRE(assemble(*edition, seed, "en", form.history).value() == form);
  }
}

}  // namespace
}  // namespace kiosk
