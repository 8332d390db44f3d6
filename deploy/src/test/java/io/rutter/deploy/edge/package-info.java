/**
 * The engine's edge under hostile and careless hands: strangers without a certificate, requests that make no sense, archives
 * that want out of their folder, clients that are slow or vanish.
 */
@NullMarked
package io.rutter.deploy.edge;

import org.jspecify.annotations.NullMarked;
