#include "service/register_applicant.hpp"

#include <algorithm>

#include "service/audit.hpp"
#include "service/tokens.hpp"

namespace kiosk {

namespace {

constexpr std::size_t name_limit = 200;     // bytes of UTF-8
constexpr std::size_t contact_limit = 254;  // an e-mail address is no longer

bool blank(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c == ' '; });
}

bool has_control_characters(const std::string& text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

void check_line(std::vector<FieldProblem>& problems, const char* pointer, const std::string& text, bool required) {
  if (required && blank(text)) problems.push_back({pointer, "required", "must not be empty"});
  if (text.size() > name_limit) problems.push_back({pointer, "too-long", "at most 200 bytes"});
  if (has_control_characters(text)) problems.push_back({pointer, "characters", "must not hold control characters"});
}

bool offered_anywhere(const Catalogue& catalogue, const Language& language) {
  return std::any_of(catalogue.exams.begin(), catalogue.exams.end(),
                     [&](const ExamEditionPointer& edition) { return edition->exam.offers(language); });
}

/// A number without country is one of the country the applicant sells in.
std::optional<std::string> contact_in(const std::string& region, const std::string& contact,
                                      const Catalogue& catalogue) {
  return normalised_contact(contact, catalogue.regions.calling_code(region));
}

std::vector<FieldProblem> field_problems(const RegisterCommand& command, const Catalogue& catalogue) {
  std::vector<FieldProblem> problems;
  check_line(problems, "/name", command.name, true);
  check_line(problems, "/shop_name", command.shop_name, false);
  const Region* region = catalogue.regions.find(command.region);
  if (region == nullptr) {
    problems.push_back({"/region", "region-unknown", "not a region of the programme"});
  } else if (!region->children.empty()) {
    problems.push_back({"/region", "region-not-specific", "choose a region below this one"});
  }
  if (!offered_anywhere(catalogue, command.language)) {
    problems.push_back({"/language", "language-unknown", "no exam is offered in this language"});
  }
  if (command.contact.size() > contact_limit || !contact_in(command.region, command.contact, catalogue)) {
    problems.push_back({"/contact", "contact-invalid", "neither a phone number nor an e-mail address"});
  }
  return problems;
}

struct NewCode {
  std::string code;
  Digest hash;
};

NewCode code_from(const Context& context, std::uint64_t entropy) {
  std::string code = candidate_code(entropy);
  const Digest hash = context.hasher.keyed(candidate_code_purpose, *normalised_candidate_code(code));
  return {std::move(code), hash};
}

NewCode fresh_code(const ReadTx& tx, const Context& context) {
  NewCode code;
  do {
    code = code_from(context, context.entropy.word());
  } while (tx.people().applicant_by_code(code.hash));
  return code;
}

/// The code that this registration gets however often it is sent.
NewCode repeatable_code(const Context& context, const RegisterCommand& command, const std::string& contact) {
  const Digest digest = context.hasher.keyed(registration_purpose, command.idempotency_key + '\n' + contact);
  std::uint64_t entropy = 0;
  for (std::size_t i = 0; i < 8; ++i) entropy = entropy << 8U | digest.bytes[i];
  return code_from(context, entropy);
}

/// A repeated registration finds its applicant by the code that the first one made; nothing when there is none.
std::optional<Applicant> registered_before(const ReadTx& tx, const Catalogue& catalogue, const Digest& code_hash,
                                           const std::string& contact) {
  std::optional<Applicant> found = tx.people().applicant_by_code(code_hash);
  if (!found) return std::nullopt;
  const std::optional<Identity> identity = tx.people().identity(found->row);
  if (!identity || contact_in(found->region, identity->contact, catalogue) != contact) return std::nullopt;
  return found;
}

Applicant add_applicant(Tx& tx, const Context& context, const RegisterCommand& command, const Digest& contact_hash,
                        const Digest& code_hash, Instant now) {
  NewApplicant fresh;
  fresh.contact_hash = contact_hash;
  fresh.code_hash = code_hash;
  fresh.applicant.id = Uuid::random(context.entropy.uuid_bytes());
  fresh.applicant.partner_id = Uuid::random(context.entropy.uuid_bytes());
  fresh.applicant.region = command.region;
  fresh.applicant.language = command.language;
  fresh.applicant.registered_at = now;
  fresh.identity = {command.name, command.contact, command.shop_name};
  fresh.applicant.row = tx.people().add_applicant(fresh);
  append_audit(tx, context.hasher,
               {actor(fresh.applicant), "applicant-registered", actor(fresh.applicant), "region=" + command.region},
               now);
  return fresh.applicant;
}

}  // namespace

Result<Registered> register_applicant(Tx& tx, const Context& context, const RegisterCommand& command, Instant now) {
  const CataloguePointer catalogue = context.catalogue.get();
  if (std::vector<FieldProblem> problems = field_problems(command, *catalogue); !problems.empty()) {
    return Error{ErrorCode::fields_invalid, {}, {}, std::move(problems)};
  }
  if (!command.invitation.empty()) {
    return failure(ErrorCode::invitation_unknown, "no invitations have been issued");
  }
  const std::string contact = *contact_in(command.region, command.contact, *catalogue);
  const bool repeatable = !command.idempotency_key.empty();
  const NewCode code = repeatable ? repeatable_code(context, command, contact) : fresh_code(tx, context);
  const auto answer = [&](const Applicant& applicant) {
    return Registered{applicant.id, code.code, issue_sign_in(tx, context, applicant.row, now)};
  };
  if (const auto known = registered_before(tx, *catalogue, code.hash, contact)) return answer(*known);
  const Digest contact_hash = context.hasher.keyed(contact_purpose, contact);
  if (tx.people().contact_known(contact_hash)) return failure(ErrorCode::contact_known);
  return answer(add_applicant(tx, context, command, contact_hash, code.hash, now));
}

Result<ReissuedCode> reissue_candidate_code(Tx& tx, const Context& context, const std::string& token,
                                            const Uuid& applicant, Instant now) {
  const Result<StaffMember> staff = require_staff(tx, context, token, Act::reissue_candidate_code, now);
  if (staff.has_error()) return staff.error();
  const std::optional<Applicant> found = tx.people().applicant(applicant);
  if (!found) return failure(ErrorCode::applicant_unknown);
  if (found->erased_at) return failure(ErrorCode::applicant_unknown, "this person was erased");
  NewCode code = fresh_code(tx, context);
  tx.people().replace_code(found->row, code.hash, now);
  tx.people().remove_sign_ins_of(found->row);
  append_audit(tx, context.hasher, {actor(*staff), "candidate-code-reissued", actor(*found), {}}, now);
  return ReissuedCode{std::move(code.code)};
}

}  // namespace kiosk
