#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "exam/exam.hpp"
#include "yaml/document.hpp"

namespace kiosk::yaml {

inline constexpr std::string_view exam_schema = "kiosk-exam/1";

/// An exam and what the checks against banks and regions need.
struct ExamFile {
  Exam exam;
  Place id_place;
  std::vector<Place> bank_places;               ///< as `exam.banks`
  std::vector<std::vector<Place>> draw_places;  ///< as `exam.sections` and their draws: the topic's place
  std::map<std::string, Place> topic_places;    ///< as `exam.topics`
  bool complete = false;                        ///< no error in the file
};

/// Reads a document of the schema `kiosk-exam/1`; the format is in question_banks/README.md. Checks what can be seen
/// without the banks: ranges, texts in all languages of the exam, minimums, topics with display names.
ExamFile load_exam(const Document& document, Report& report);

}  // namespace kiosk::yaml
