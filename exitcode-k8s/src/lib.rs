//! Readers of everything Kubernetes.
