package io.blindsum.cli;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A report as a test reads it: by an XML parser, which takes well-formed text only. */
final class ReportPage {
  private final Path folder;
  private final Document document;

  private ReportPage(Path folder, Document document) {
    this.folder = folder;
    this.document = document;
  }

  static ReportPage read(Path folder) throws Exception {
    return new ReportPage(folder, parse(Files.readString(folder.resolve("index.html"))));
  }

  static Document parse(String text)
      throws ParserConfigurationException, SAXException, IOException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
  }

  List<Element> all(String name) {
    return elements(document.getElementsByTagName(name));
  }

  /** Returns the files of the report that are text. */
  List<Path> texts() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.toString().endsWith(".png")).sorted().toList();
    }
  }

  List<Path> images() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".png")).sorted().toList();
    }
  }

  /** Returns the exact numbers of the row of that name, under a heading, in the named table. */
  List<Double> row(String caption, String part, String name) {
    return all("table").stream()
        .filter(table -> text(table, "caption").equals(caption))
        .flatMap(table -> elements(table.getElementsByTagName("tbody")).stream())
        .filter(body -> part.isEmpty() || text(body, "th").equals(part))
        .flatMap(body -> elements(body.getElementsByTagName("tr")).stream())
        .filter(row -> row.getElementsByTagName("td").getLength() > 0)
        .filter(row -> text(row, "th").equals(name))
        .findFirst()
        .map(ReportPage::numbers)
        .orElseThrow(() -> new AssertionError("no row " + name + " in " + caption));
  }

  /** Returns the exact number of the first fact of that name. */
  double fact(String name) {
    return elements(document.getElementsByTagName("dl")).stream()
        .flatMap(list -> elements(list.getElementsByTagName("div")).stream())
        .filter(fact -> text(fact, "dt").equals(name))
        .findFirst()
        .map(fact -> numbers(fact).get(0))
        .orElseThrow(() -> new AssertionError("no fact " + name));
  }

  private static List<Double> numbers(Element element) {
    List<Double> numbers = new ArrayList<>();
    for (Element data : elements(element.getElementsByTagName("data"))) {
      numbers.add(Double.valueOf(data.getAttribute("value")));
    }
    return numbers;
  }

  private static String text(Element element, String child) {
    NodeList children = element.getElementsByTagName(child);
    return children.getLength() == 0 ? "" : children.item(0).getTextContent();
  }

  private static List<Element> elements(NodeList nodes) {
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }
}
