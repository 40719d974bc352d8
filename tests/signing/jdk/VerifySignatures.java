import java.io.File;
import java.security.Key;
import java.security.cert.X509Certificate;
import javax.xml.crypto.AlgorithmMethod;
import javax.xml.crypto.KeySelector;
import javax.xml.crypto.KeySelectorResult;
import javax.xml.crypto.XMLCryptoContext;
import javax.xml.crypto.XMLStructure;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.crypto.dsig.keyinfo.X509Data;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Core validation of every XML signature in the files named, with the JDK's secure validation on and every Id
 * declared. Prints one line to a signature, with tabs: file, position, "valid" and the number of references or
 * what is not.
 */
public final class VerifySignatures {
    public static void main(String[] files) throws Exception {
        for (String file : files) {
            verifyAll(file);
        }
    }

    private static void verifyAll(String file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        Document document = factory.newDocumentBuilder().parse(new File(file));
        declareIds(document.getDocumentElement());
        NodeList signatures = document.getElementsByTagNameNS(XMLSignature.XMLNS, "Signature");
        for (int position = 0; position < signatures.getLength(); position++) {
            System.out.println(file + "\t" + (position + 1) + "\t" + verify((Element) signatures.item(position)));
        }
    }

    private static void declareIds(Element element) {
        if (element.hasAttribute("Id")) {
            element.setIdAttribute("Id", true);
        }
        NodeList children = element.getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            if (children.item(i) instanceof Element) {
                declareIds((Element) children.item(i));
            }
        }
    }

    private static String verify(Element element) {
        try {
            DOMValidateContext context = new DOMValidateContext(new FirstCertificate(), element);
            context.setProperty("org.jcp.xml.dsig.secureValidation", Boolean.TRUE);
            XMLSignature signature = XMLSignatureFactory.getInstance("DOM").unmarshalXMLSignature(context);
            if (!signature.getSignatureValue().validate(context)) {
                return "value";
            }
            int count = 0;
            for (Object each : signature.getSignedInfo().getReferences()) {
                if (!((Reference) each).validate(context)) {
                    return "reference:" + ((Reference) each).getURI();
                }
                count++;
            }
            return "valid " + count;
        } catch (Exception error) {
            return "error: " + error;
        }
    }

    private static final class FirstCertificate extends KeySelector {
        @Override
        public KeySelectorResult select(
                KeyInfo info, Purpose purpose, AlgorithmMethod method, XMLCryptoContext context) {
            for (XMLStructure structure : info.getContent()) {
                if (structure instanceof X509Data) {
                    for (Object entry : ((X509Data) structure).getContent()) {
                        if (entry instanceof X509Certificate) {
                            Key key = ((X509Certificate) entry).getPublicKey();
                            return () -> key;
                        }
                    }
                }
            }
            throw new IllegalStateException("no certificate in KeyInfo");
        }
    }
}
