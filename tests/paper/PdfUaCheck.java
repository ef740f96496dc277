import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Asks veraPDF whether files keep to PDF/UA-1; one line for each file and one for each broken rule. */
public class PdfUaCheck {
    public static void main(String[] names) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        ValidationProfile profile = profile();
        System.out.println("RULES " + profile.getRules().size());
        for (String name : names) {
            byte[] file = Files.readAllBytes(Path.of(name));
            try (InputStream in = new ByteArrayInputStream(file);
                    PDFAParser parser = Foundries.defaultInstance().createParser(in, PDFAFlavour.PDFUA_1)) {
                var validator = Foundries.defaultInstance().createValidator(profile, false);
                say(name, validator.validate(parser));
            }
        }
    }

    private static void say(String name, ValidationResult result) {
        String verdict = result.isCompliant() ? "PASS" : "FAIL";
        System.out.println(verdict + " " + result.getTotalAssertions() + " " + name);
        Map<String, List<String>> broken = new TreeMap<>();
        for (TestAssertion one : result.getTestAssertions()) {
            if (one.getStatus() == TestAssertion.Status.FAILED) {
                String rule = one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber();
                broken.computeIfAbsent(rule + " " + one.getMessage(), key -> new ArrayList<>())
                        .add(one.getLocation().getContext());
            }
        }
        broken.forEach((rule, places) ->
                System.out.println("  " + places.size() + "x " + rule + " @ " + places.get(0)));
    }

    /** The rules as veraPDF ships them, read without its own XML library, which not every build holds. */
    private static ValidationProfile profile() throws Exception {
        Element root;
        try (InputStream in = PdfUaCheck.class.getClassLoader()
                .getResourceAsStream("org/verapdf/pdfa/validation/PDFUA-1.xml")) {
            root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getDocumentElement();
        }
        Set<Rule> rules = new HashSet<>();
        for (Element rule : all(root, "rule")) {
            Element id = all(rule, "id").get(0);
            List<ErrorArgument> arguments = new ArrayList<>();
            for (Element argument : all(rule, "argument")) {
                arguments.add(ErrorArgumentImpl.fromValues(argument.getTextContent(), null, null));
            }
            rules.add(Profiles.ruleFromValues(
                    Profiles.ruleIdFromValues(PDFAFlavour.Specification.ISO_14289_1,
                            id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber"))),
                    rule.getAttribute("object"), "true".equals(rule.getAttribute("deferred")),
                    rule.getAttribute("tags"), words(rule, "description"), words(rule, "test"),
                    Profiles.errorFromValues(words(rule, "message"), arguments), new ArrayList<>()));
        }
        Set<Variable> variables = new HashSet<>();
        for (Element one : all(root, "variable")) {
            variables.add(Profiles.variableFromValues(one.getAttribute("name"), one.getAttribute("object"),
                    words(one, "defaultValue"), words(one, "value")));
        }
        return Profiles.profileFromValues(PDFAFlavour.PDFUA_1,
                Profiles.profileDetailsFromValues("PDF/UA-1", "", "", new Date(0)), "", rules, variables);
    }

    private static List<Element> all(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        List<Element> out = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            out.add((Element) found.item(i));
        }
        return out;
    }

    private static String words(Element parent, String name) {
        return all(parent, name).get(0).getTextContent();
    }
}
