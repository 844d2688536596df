#pragma once

#include <string>
#include <string_view>

#include "approval/record.hpp"
#include "attempt/response.hpp"
#include "base/result.hpp"
#include "exam/exam.hpp"
#include "form/form.hpp"
#include "scoring/score.hpp"

/// Canonical JSON of what is stored: fixed member order, no blanks, integers only. encode(decode(x)) == x.
/// Decoding answers `content_invalid` for anything that encode did not write.
namespace kiosk::json {

std::string encode_bank(const Bank& bank);
Result<Bank> decode_bank(std::string_view bytes);

std::string encode_exam(const Exam& exam);
Result<Exam> decode_exam(std::string_view bytes);

std::string encode_form(const Form& form);
Result<Form> decode_form(std::string_view bytes);

/// In bank terms: `{"choice":"b"}`, `{"choices":["a","c"]}`, `{"number":"12.5"}`, `null`.
std::string encode_answer(const Answer& answer);
Result<Answer> decode_answer(std::string_view bytes);

std::string encode_result(const ExamResult& result);
Result<ExamResult> decode_result(std::string_view bytes);

std::string encode_approval(const ApprovalRecord& approval);
Result<ApprovalRecord> decode_approval(std::string_view bytes);

}  // namespace kiosk::json
