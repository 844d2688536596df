#include "onboarding/page_style.hpp"

namespace kiosk::onboarding {

std::string_view page_style() {
  return R"css(:root {
  color-scheme: light dark;
  --surface: #ffffff; --raised: #faf6f2; --line: #e2d9d0; --ink: #1c1a18; --muted: #5f5a55; --brand: #ff6900;
  --action: #c24a00; --ok: #1a7f4b; --ok-tint: #e8f4ec; --bad: #b3261e; --bad-tint: #fceeec;
  --warn: #8a5a00; --warn-tint: #fdf3de;
}
@media (prefers-color-scheme: dark) {
  :root {
    --surface: #141210; --raised: #1f1c19; --line: #3b352f; --ink: #f4efe9; --muted: #b9b0a7;
    --action: #ff8a3c; --ok: #62cf94; --ok-tint: #16281e; --bad: #ff9c92; --bad-tint: #321a17;
    --warn: #f2bd52; --warn-tint: #2e2413;
  }
}
* { box-sizing: border-box; margin: 0; }
body {
  background: var(--surface); color: var(--ink); line-height: 1.5;
  font-family: system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Noto Sans CJK SC", sans-serif;
}
header, main { max-inline-size: 34rem; margin-inline: auto; padding: 1rem min(1.2rem, 6vw); overflow-wrap: anywhere; }
header {
  display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: 0 1rem;
  color: var(--muted); border-block-end: 3px solid var(--brand);
}
main > * + * { margin-block-start: 1rem; }
a { color: var(--action); display: inline-flex; align-items: center; min-block-size: 48px; max-inline-size: 100%; }
h1 { font-size: 1.5rem; line-height: 1.25; }
.state { padding: 1rem 1.1rem; border-radius: 14px; background: var(--bad-tint); }
.state .word { font-size: 2rem; font-weight: 750; line-height: 1.3; color: var(--bad); }
.state.active { background: var(--ok-tint); }
.state.active .word { color: var(--ok); }
.state.suspended, .state.superseded { background: var(--warn-tint); }
.state.suspended .word, .state.superseded .word { color: var(--warn); }
dt { color: var(--muted); margin-block-start: 0.7rem; font-size: 0.95em; }
@media (min-width: 28rem) {
  dl { display: grid; grid-template-columns: minmax(5.5rem, auto) minmax(0, 1fr); gap: 0.7rem 1.4rem; }
  dt { margin: 0; }
}
dd { font-weight: 600; }
dd b { font-variant-numeric: tabular-nums; }
dd ul { list-style: none; padding: 0; }
dd li + li { margin-block-start: 0.3rem; }
small { color: var(--muted); font-weight: 400; font-size: 0.9em; }
.small { color: var(--muted); font-size: 0.9rem; }
.files { display: flex; flex-wrap: wrap; gap: 0.6rem; }
.button { padding-inline: 1.1rem; border: 1.5px solid var(--line); border-radius: 12px; text-decoration: none; font-weight: 600; }
)css";
}

}  // namespace kiosk::onboarding
