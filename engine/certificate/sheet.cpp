#include "certificate/sheet.hpp"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <memory>
#include <stdexcept>

#include "base/markup.hpp"
#include "certificate/certificate_words.hpp"
#include "certificate/qr_code.hpp"

namespace kiosk::certificate {

namespace {

// Points of 1/72 inch.
constexpr double page_width = 595.28;
constexpr double page_height = 841.89;
constexpr double margin = 64;
constexpr double text_width = page_width - 2 * margin;
constexpr double qr_side = 128;

struct Color {
  double red, green, blue;
};
constexpr Color ink{0.11, 0.10, 0.09};
constexpr Color muted{0.37, 0.35, 0.33};
constexpr Color brand{1.0, 0.41, 0.0};
constexpr Color warning{0.72, 0.11, 0.11};
constexpr Color paper{1.0, 1.0, 1.0};

struct Free {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* drawing) const { cairo_destroy(drawing); }
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};

cairo_status_t append_bytes(void* text, const unsigned char* bytes, unsigned int count) {
  static_cast<std::string*>(text)->append(reinterpret_cast<const char*>(bytes), count);
  return CAIRO_STATUS_SUCCESS;
}

/// The last is for characters that the others lack: of its outlines Cairo embeds half a megabyte for a few characters,
/// which somebody on a poor network would have to fetch.
constexpr const char* families = "Noto Sans, WenQuanYi Micro Hei, Noto Sans CJK SC, sans-serif";

/// Text of one kind: size in points, the greatest number of lines.
struct Style {
  double size;
  bool bold = false;
  Color color = ink;
  int most_lines = 2;
};

/// One page, written from top to bottom.
class Page {
 public:
  Page(std::string& out, const Language& language)
      : surface_(cairo_pdf_surface_create_for_stream(append_bytes, &out, page_width, page_height)),
        drawing_(cairo_create(surface_.get())),
        language_(language) {}

  void describe(cairo_pdf_metadata_t what, const std::string& text) {
    cairo_pdf_surface_set_metadata(surface_.get(), what, printable_text(text).c_str());
  }

  void rectangle(double x, double y, double width, double height, Color color) {
    use(color);
    cairo_rectangle(drawing_.get(), x, y, width, height);
    cairo_fill(drawing_.get());
  }

  /// Answers the height that the text took. What does not fit ends with an ellipsis.
  double text(double x, double y, double width, const Style& style, const std::string& words) {
    const std::unique_ptr<PangoLayout, Free> layout(pango_cairo_create_layout(drawing_.get()));
    pango_context_set_language(pango_layout_get_context(layout.get()), pango_language_from_string(language_.c_str()));
    const std::unique_ptr<PangoFontDescription, Free> font(pango_font_description_new());
    pango_font_description_set_family(font.get(), families);
    pango_font_description_set_absolute_size(font.get(), style.size * PANGO_SCALE);
    pango_font_description_set_weight(font.get(), style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout.get(), font.get());
    pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_height(layout.get(), -style.most_lines);
    pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
    pango_layout_set_single_paragraph_mode(layout.get(), TRUE);
    const std::string printable = printable_text(words);  // Cairo gives up on anything else
    pango_layout_set_text(layout.get(), printable.data(), static_cast<int>(printable.size()));
    use(style.color);
    cairo_move_to(drawing_.get(), x, y);
    pango_cairo_show_layout(drawing_.get(), layout.get());
    int height = 0;
    pango_layout_get_size(layout.get(), nullptr, &height);
    return static_cast<double>(height) / PANGO_SCALE;
  }

  void code(double x, double y, double side, const QrCode& code) {
    use({0, 0, 0});
    const double module = side / code.size;
    for (int row = 0; row < code.size; ++row) {
      for (int column = 0; column < code.size; ++column) {
        if (code.is_dark(column, row)) {
          cairo_rectangle(drawing_.get(), x + column * module, y + row * module, module, module);
        }
      }
    }
    cairo_fill(drawing_.get());  // all at once, so that no seams show between modules
  }

  void finish() {
    cairo_show_page(drawing_.get());
    cairo_surface_finish(surface_.get());
    // For want of memory, which is no reason to end the exams that run.
    if (cairo_status(drawing_.get()) != CAIRO_STATUS_SUCCESS) throw std::runtime_error{"cairo gave up on a page"};
  }

 private:
  void use(Color color) { cairo_set_source_rgb(drawing_.get(), color.red, color.green, color.blue); }

  std::unique_ptr<cairo_surface_t, Free> surface_;
  std::unique_ptr<cairo_t, Free> drawing_;
  Language language_;
};

/// What the approval is worth: that its holder may sell, or, across the page, that he may not.
double write_worth(Page& page, double y, const PublicApproval& approval, const CertificateWords& words) {
  const std::string mark = not_in_force(approval.record.state);
  if (mark.empty()) return y + page.text(margin, y, text_width, {14, false, muted}, words.passed_line);
  constexpr double band_height = 56;
  page.rectangle(0, y + 6, page_width, band_height, warning);
  page.text(margin, y + 16, text_width, {26, true, paper, 1}, mark);
  return y + 6 + band_height;
}

/// Answers where the next thing begins.
double write_heading(Page& page, const Issuer& issuer, const PublicApproval& approval, const CertificateWords& words) {
  page.rectangle(0, 0, page_width, 14, brand);
  double y = 72;
  y += page.text(margin, y, text_width, {12, false, muted}, issuer.name) + 8;
  y += page.text(margin, y, text_width, {30, true}, words.title) + 30;
  if (approval.holder.empty()) {
    y += page.text(margin, y, text_width, {14, false, muted}, words.no_holder_line) + 6;
  } else {
    const bool certifies = approval.record.state == ApprovalState::active;
    if (certifies) y += page.text(margin, y, text_width, {14, false, muted}, words.holder_line) + 6;
    y += page.text(margin, y, text_width, {26, true}, approval.holder) + 6;
  }
  return write_worth(page, y, approval, words) + 30;
}

double write_fact(Page& page, double y, const std::string& name, const std::string& value) {
  constexpr double name_width = 130;
  page.text(margin, y + 1, name_width, {12, false, muted}, name);
  return y + page.text(margin + name_width, y, text_width - name_width, {13, true}, value) + 8;
}

double write_facts(Page& page, double y, const PublicApproval& approval, const Language& language) {
  const CertificateWords& words = certificate_words(language);
  const ApprovalRecord& record = approval.record;
  y = write_fact(page, y, words.number, record.number);
  y = write_fact(page, y, words.region, region_words(approval, language));
  y = write_fact(page, y, words.exam, in_words(approval.exam, language) + " " + record.exam_version);
  y = write_fact(page, y, words.issued, day(record.valid_from));
  y = write_fact(page, y, words.valid_until, day(record.valid_until));
  std::string name = words.rules;
  for (const std::string& rule : rule_words(approval, language)) {
    y = write_fact(page, y, name, rule);
    name.clear();
  }
  return y;
}

void write_link(Page& page, const Issuer& issuer, const PublicApproval& approval, const CertificateWords& words) {
  constexpr double top = page_height - 64 - qr_side;
  constexpr double beside = margin + qr_side + 24;
  const std::string url = page_url(issuer, approval);
  page.code(margin, top, qr_side, qr_code(url));
  double y = top + 8;
  y += page.text(beside, y, page_width - margin - beside, {16, true}, words.scan) + 6;
  y += page.text(beside, y, page_width - margin - beside, {10, false, ink, 3}, url) + 10;
  page.text(beside, y, page_width - margin - beside, {10, false, muted, 3}, words.paper);
}

}  // namespace

std::string sheet(const Issuer& issuer, const PublicApproval& approval, const Language& language) {
  std::string pdf;
  const CertificateWords& words = certificate_words(language);
  Page page(pdf, language);
  const std::string issued = to_rfc3339(approval.record.valid_from);
  page.describe(CAIRO_PDF_METADATA_TITLE, std::string{words.title} + " " + approval.record.number);
  page.describe(CAIRO_PDF_METADATA_AUTHOR, issuer.name);
  page.describe(CAIRO_PDF_METADATA_CREATE_DATE, issued);
  page.describe(CAIRO_PDF_METADATA_MOD_DATE, issued);
  const double y = write_heading(page, issuer, approval, words);
  write_facts(page, y, approval, language);
  write_link(page, issuer, approval, words);
  page.finish();
  return pdf;
}

}  // namespace kiosk::certificate
