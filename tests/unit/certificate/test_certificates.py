"""Certificates as programs of others see them: poppler reads the PDF, zbar its QR code, expat the SVG."""

import os
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as xml
from pathlib import Path

CREDENTIAL = "eyJhbGciOiJFUzI1NiJ9.eyJhIjoxfQ.c2lnbmF0dXJl-_"
LINK = "https://cert.example/v/q83vEjRWeJCrze8SNFZ4kA"
SVG = "{http://www.w3.org/2000/svg}"
NOT_IN_FORCE = {"suspended": ("SUSPENDED", "已暂停"), "revoked": ("REVOKED", "已撤销"), "expired": ("EXPIRED", "已过期"),
                "superseded": ("REPLACED", "已被取代")}
BAKED = "{https://purl.imsglobal.org/ob/v3p0}credential"


def output(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


class Certificates(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="kiosk-certificates-")
        subprocess.run([Path(os.environ["KIOSK_TEST_BIN"]) / "sample_certificates", cls.folder.name], check=True)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def path(self, name):
        return str(Path(self.folder.name) / name)

    def text(self, name):
        return output("pdftotext", "-layout", self.path(name), "-")

    def picture(self, name):
        stem = self.path(name.removesuffix(".pdf"))
        output("pdftoppm", "-png", "-r", "110", "-singlefile", self.path(name), stem)
        return stem + ".png"

    def qr_text(self, picture):
        return output("zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", picture).strip()

    def assert_fonts_embedded(self, name):
        fonts = output("pdffonts", self.path(name)).splitlines()[2:]
        self.assertTrue(fonts)
        for font in fonts:
            self.assertRegex(font, r" yes yes (yes|no) +\d+ +0$")  # embedded, as a subset

    def svg(self, name):
        return xml.parse(self.path(name)).getroot()

    def test_a_pdf_is_one_page_of_a4_and_says_when_it_was_issued(self):
        facts = output("pdfinfo", "-isodates", self.path("plain.pdf"))
        self.assertRegex(facts, r"Pages:\s+1\n")
        self.assertIn("(A4)", facts)
        self.assertRegex(facts, r"CreationDate:\s+2026-11-22T03:00:00Z")
        self.assertIn("KP-CN-GD-2026-000123", facts)

    def test_the_same_approval_gives_the_same_bytes(self):
        self.assertEqual(Path(self.path("plain.pdf")).read_bytes(), Path(self.path("again.pdf")).read_bytes())

    def test_a_pdf_has_the_facts_as_text(self):
        text = self.text("plain.pdf")
        for fact in ("KP-CN-GD-2026-000123", "Guangdong, China (CN-GD)", "Kiosk Partner Exam 2026.1", "2026-11-22", "2027-11-22",
                     "Price alignment (text version 1)", "No cheating (text version 2)", "The holder of this approval", LINK):
            self.assertIn(fact, text)
        self.assertNotIn("Ye Rong", text)

    def test_the_holder_is_named_where_the_approval_has_a_name(self):
        self.assertIn("叶荣 Ye Rong", self.text("named.pdf"))

    def test_chinese_text_shows(self):
        text = self.text("chinese.pdf")
        for words in ("合伙人批准证书", "叶荣", "广东", "价格一致", "扫码核验"):
            self.assertIn(words, text)
        self.assert_fonts_embedded("chinese.pdf")

    def test_a_certificate_is_small_enough_for_a_bad_network(self):
        for name in ("plain.pdf", "named.pdf", "chinese.pdf"):
            self.assertLess(Path(self.path(name)).stat().st_size, 64 * 1024, name)

    def test_a_rare_character_of_a_name_shows(self):
        self.assertIn("\U00020bb7田", self.text("rare.pdf"))  # of the second plane, which small fonts leave out
        self.assert_fonts_embedded("rare.pdf")
        self.assertIn("NotoSansCJK", output("pdffonts", self.path("rare.pdf")))

    def test_the_qr_code_leads_to_the_public_page(self):
        for name in ("plain.pdf", "chinese.pdf", "hostile.pdf"):
            self.assertEqual(self.qr_text(self.picture(name)), LINK)

    def test_text_that_is_too_long_stays_on_its_page(self):
        self.assertRegex(output("pdfinfo", self.path("hostile.pdf")), r"Pages:\s+1\n")
        self.assertIn("<script>", self.text("hostile.pdf"))  # as text

    def test_what_is_not_in_force_says_so_in_both_languages_and_not_that_the_holder_may_sell(self):
        for state, mark in NOT_IN_FORCE.items():
            for name in (f"{state}.pdf", f"{state}-chinese.pdf"):
                text = self.text(name)
                for word in mark:
                    self.assertIn(word, text, name)
                self.assertIn("KP-CN-GD-2026-000123", text)
                for permission in ("may sell", "内销售", "certify"):
                    self.assertNotIn(permission, text, name)
                self.assertEqual(self.qr_text(self.picture(name)), LINK)
                self.assert_fonts_embedded(name)
            root = self.svg(f"{state}.svg")
            self.assertIn(" / ".join(mark), "".join(root.itertext()))
            self.assertEqual(root[0].attrib, {"verify": CREDENTIAL})

    def test_what_is_in_force_has_no_such_mark(self):
        for text in (self.text("plain.pdf"), self.text("chinese.pdf"), "".join(self.svg("badge.svg").itertext())):
            for mark in NOT_IN_FORCE.values():
                for word in mark:
                    self.assertNotIn(word, text)
        self.assertIn("may sell", self.text("plain.pdf"))

    def test_a_badge_holds_the_credential(self):
        for name in ("badge.svg", "chinese.svg"):
            root = self.svg(name)
            self.assertEqual(root.tag, SVG + "svg")
            self.assertEqual(root[0].tag, BAKED)
            self.assertEqual(root[0].attrib, {"verify": CREDENTIAL})
            self.assertEqual(len(root.findall(BAKED)), 1)

    def test_a_badge_names_no_person(self):
        text = "".join(self.svg("badge.svg").itertext())
        self.assertIn("KP-CN-GD-2026-000123", text)
        self.assertIn("Guangdong, China (CN-GD)", text)
        self.assertNotIn("Nobody", text)

    def test_hostile_text_is_text(self):
        root = self.svg("hostile.svg")
        self.assertEqual(root[0].attrib["verify"], CREDENTIAL + '"><script>')
        tags = {element.tag for element in root.iter()}
        self.assertEqual(tags, {BAKED} | {SVG + name for name in ("svg", "title", "rect", "text", "path")})


if __name__ == "__main__":
    unittest.main()
