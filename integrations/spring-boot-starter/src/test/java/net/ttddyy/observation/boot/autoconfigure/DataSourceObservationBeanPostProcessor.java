package net.ttddyy.observation.boot.autoconfigure;

import org.springframework.beans.factory.config.BeanPostProcessor;

/** Stands for that of datasource-micrometer, by its name alone. */
public final class DataSourceObservationBeanPostProcessor implements BeanPostProcessor {}
