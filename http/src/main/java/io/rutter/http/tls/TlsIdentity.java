package io.rutter.http.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Who this program is to others, and whose word it takes for who they are.
 *
 * @param context presents the certificate, and trusts what the authorities have signed and nothing else
 */
public record TlsIdentity(SSLContext context) {
    private static final char[] NO_PASSWORD = {};

    /**
     * Reads the three files.
     *
     * @param authority PEM certificates of the authorities that sign the other side's certificates
     * @param certificate own PEM certificate, then those between it and its authority
     * @param key its PEM private key, without a passphrase
     * @throws UnusableFileException where one is missing, damaged, expired, or does not fit the others
     */
    public static TlsIdentity read(Path authority, Path certificate, Path key) throws IOException {
        List<X509Certificate> authorities = certificates(TlsFiles.AUTHORITY, authority);
        List<X509Certificate> chain = certificates(TlsFiles.CERTIFICATE, certificate);
        checkTime(chain.getFirst(), certificate);
        try {
            PrivateKey privateKey = privateKey(key);
            if (!fits(privateKey, chain.getFirst().getPublicKey())) {
                throw new UnusableFileException(
                        TlsFiles.KEY, key, "it is not the key of the certificate in " + certificate);
            }
            return new TlsIdentity(context(authorities, chain, privateKey));
        } catch (GeneralSecurityException e) {
            throw new UnusableFileException(TlsFiles.CERTIFICATE, certificate, "it cannot be used: " + e.getMessage());
        }
    }

    private static List<X509Certificate> certificates(String role, Path file) throws IOException {
        var certificates = new ArrayList<X509Certificate>();
        for (Pem block : Pem.read(role, file)) {
            if (!block.label().equals("CERTIFICATE")) {
                continue;
            }
            try {
                certificates.add((X509Certificate) CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(block.der())));
            } catch (CertificateException e) {
                throw new UnusableFileException(role, file, "a certificate of it is damaged: " + e.getMessage());
            }
        }
        if (certificates.isEmpty()) {
            throw new UnusableFileException(role, file, "there is no certificate in it");
        }
        return certificates;
    }

    private static void checkTime(X509Certificate certificate, Path file) throws IOException {
        Instant now = Instant.now();
        if (now.isAfter(certificate.getNotAfter().toInstant())) {
            throw new UnusableFileException(
                    TlsFiles.CERTIFICATE,
                    file,
                    "it has expired at " + certificate.getNotAfter().toInstant());
        }
        if (now.isBefore(certificate.getNotBefore().toInstant())) {
            throw new UnusableFileException(
                    TlsFiles.CERTIFICATE,
                    file,
                    "it is not valid before " + certificate.getNotBefore().toInstant());
        }
    }

    private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
        @Nullable Pem block = null;
        for (Pem each : Pem.read(TlsFiles.KEY, file)) {
            if (KeyBlock.isKey(each)) {
                block = each;
            }
        }
        if (block == null) {
            throw new UnusableFileException(TlsFiles.KEY, file, "there is no private key in it");
        }
        if (block.label().startsWith("ENCRYPTED")) {
            throw new UnusableFileException(
                    TlsFiles.KEY, file, "it has a passphrase, which an engine cannot type: take it off");
        }
        PrivateKey key = KeyBlock.key(block);
        if (key == null) {
            throw new UnusableFileException(
                    TlsFiles.KEY,
                    file,
                    "its private key is damaged or of an unknown kind (RSA, EC and EdDSA are known)");
        }
        return key;
    }

    private static boolean fits(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "EdDSA";
        };
        boolean sameFamily = key.getAlgorithm().equals(certified.getAlgorithm());
        if (!sameFamily) {
            return false;
        }
        byte[] sample = {1};
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(sample);
        byte[] signed = signature.sign();
        signature.initVerify(certified);
        signature.update(sample);
        return signature.verify(signed);
    }

    private static SSLContext context(List<X509Certificate> authorities, List<X509Certificate> chain, PrivateKey key)
            throws GeneralSecurityException, IOException {
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, NO_PASSWORD);
        own.setKeyEntry("own", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(own, NO_PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, NO_PASSWORD);
        for (int i = 0; i < authorities.size(); i++) {
            trusted.setCertificateEntry("authority-" + i, authorities.get(i));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
